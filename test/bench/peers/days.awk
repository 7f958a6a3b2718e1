# The look-up table that the peers are given: for each day of the three years
# of generated receipts, the 15th business day after it. The holidays are the
# federal ones of those years, as observed.

BEGIN {
	split("2023-12-25 2024-01-01 2024-01-15 2024-02-19 2024-05-27 " \
	    "2024-06-19 2024-07-04 2024-09-02 2024-10-14 2024-11-11 " \
	    "2024-11-28 2024-12-25 2025-01-01 2025-01-20 2025-02-17 " \
	    "2025-05-26 2025-06-19 2025-07-04 2025-09-01 2025-10-13 " \
	    "2025-11-11 2025-11-27 2025-12-25 2026-01-01 2026-01-19 " \
	    "2026-02-16 2026-05-25 2026-06-19 2026-07-03 2026-09-07 " \
	    "2026-10-12 2026-11-11 2026-11-26 2026-12-25", list, " ")
	for (i in list)
		holiday[list[i]] = 1
	split("31 28 31 30 31 30 31 31 30 31 30 31", length_of, " ")
	weekday = 7 # 2023-01-01 was a Sunday
	for (year = 2023; year <= 2026; year++)
		for (month = 1; month <= 12; month++)
			add_month(year, month, length_of[month] + \
			    (month == 2 && year % 4 == 0))
	print "day,target"
	for (i = 1; i <= days; i++)
		if (day[i] >= "2023-11-24" && day[i] <= "2026-11-23")
			print day[i] "," business[passed[i] + 15]
}

function add_month(year, month, last,   i) {
	for (i = 1; i <= last; i++) {
		day[++days] = sprintf("%d-%02d-%02d", year, month, i)
		if (weekday <= 5 && !(day[days] in holiday))
			business[++open] = day[days]
		passed[days] = open
		weekday = weekday % 7 + 1
	}
}
