#include "trial/trial.h"

struct days {
	struct ta_writer *writer;
	struct ta_header header;
	struct ta_record row;
	struct ta_text date;
	struct ta_error *error;
	int status;
};

static void
write_day(const struct ta_closed_day *day, void *arg)
{
	struct days *days = arg;

	ta_text_clear(&days->date);
	ta_day_print(&days->date, day->day);
	days->row.fields[0] = ta_text_slice(&days->date, 0);
	days->row.fields[1] =
	    ta_slice_of(ta_weekday_name(ta_day_weekday(day->day)));
	days->row.fields[2] = ta_slice_of(day->name);
	if (days->status == 0)
		days->status = ta_writer_write(
		    days->writer, &days->header, &days->row, days->error);
}

int
ta_trial_closeddays(struct ta_trial *trial, struct ta_error *error)
{
	static const char *const names[] = {"date", "weekday", "name"};
	struct days days = {.writer = trial->writer, .error = error};

	for (size_t i = 0; i < 3; i++)
		ta_header_add(&days.header, ta_slice_of(names[i]), NULL);
	ta_record_widen(&days.row, 3);
	ta_calendar_year(trial->context->policy->vocabulary.calendar,
	    (int)trial->year, write_day, &days);
	if (days.status == 0)
		days.status = ta_writer_end(trial->writer, &days.header, error);
	ta_header_free(&days.header);
	ta_record_free(&days.row);
	ta_text_free(&days.date);
	return days.status;
}
