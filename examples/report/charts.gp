# Charts of what charts.sh has counted, each as SVG and PNG:
#   gnuplot -e 'from = "FOLDER"' charts.gp
set datafile separator ","
set xdata time
set format x "%b %d"
set yrange [0:*]
set grid y
set border 3
set tics nomirror
set key outside right top
set style fill solid noborder

# monday("2026-W48"): the day on which the week of ISO 8601 begins; 4 January is in the first.
fourth(week) = strptime("%Y-%m-%d", week[1:4] . "-01-04")
monday(week) = fourth(week) + (7 * (int(week[7:8]) - 1) - (int(strftime("%w", fourth(week))) + 6) % 7) * 86400
day = 86400

do for [format in "svg png"] {
  eval format eq "svg" ? "set terminal svg size 900,360" : "set terminal pngcairo size 900,360"
  file(name) = sprintf("%s/%s.%s", from, name, format)
  count(name) = sprintf("%s/%s.csv", from, name)

  set output file("weeks")
  set boxwidth 2.6 * day absolute
  set title "Received and answered by week"
  plot count("received") using (monday(strcol("week")) - 1.4 * day):"received" with boxes title "received", \
       count("answered") using (monday(strcol("week")) + 1.4 * day):"answered" with boxes title "answered"

  set output file("days")
  set title "Business days to the answer, by the week of the answer"
  plot count("answered") using (monday(strcol("week"))):"median_days" with linespoints title "half took at most", \
       count("answered") using (monday(strcol("week"))):"p90_days" with linespoints title "nine in ten took at most"

  set output file("age")
  set boxwidth 5.4 * day absolute
  set title "What is open, by the week of receipt"
  plot count("open") using (monday(strcol("week"))):"open" with boxes title "open", \
       count("open") using (monday(strcol("week"))):"past_target" with boxes title "past target"

  set output file("target")
  set title "Answers in target, per cent, by the week of the answer"
  set yrange [0:100]
  plot count("answered") using (monday(strcol("week"))):"in_target" with linespoints notitle
  set yrange [0:*]
}
set output
