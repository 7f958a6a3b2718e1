#include <stdlib.h>

#include "base/digest.h"
#include "record/format.h"

/*
 * Days as an iCalendar (RFC 5545), for calendar programs. A day is whole and
 * leaves the time free. Its UID stays the same from run to run, so a day that
 * has moved is moved there, too, and not doubled. A day is a record with the
 * columns `date` and `name`; its UID is made from the column `id` where there
 * is one, else from date and name.
 */

#define LINE_MOST 75 /* octets of a line, RFC 5545, section 3.1 */

struct writer {
	struct ta_text *out;
	const struct ta_style *style;
	struct ta_text line;
	int date;
	int name;
	int id; /* or -1 */
};

/* Appends the line, folded: its rest is on lines that begin with a blank. */
static void
end_line(struct writer *writer)
{
	struct ta_slice rest = ta_text_slice(&writer->line, 0);
	size_t most = LINE_MOST;

	while (rest.len > most) {
		struct ta_slice start = ta_slice_start(rest, most);

		ta_text_add_slice(writer->out, start);
		ta_text_add_string(writer->out, "\r\n ");
		ta_slice_pass(&rest, start.len);
		most = LINE_MOST - 1;
	}
	ta_text_add_slice(writer->out, rest);
	ta_text_add_string(writer->out, "\r\n");
	ta_text_clear(&writer->line);
}

static void
add_line(struct writer *writer, const char *line)
{
	ta_text_add_string(&writer->line, line);
	end_line(writer);
}

/*
 * Adds a text value (RFC 5545, section 3.3.11), without the controls that it
 * cannot have.
 */
static void
add_text(struct writer *writer, const char *name, struct ta_slice value)
{
	size_t lone = ta_text_lone_return(value, 0);

	ta_text_printf(&writer->line, "%s:", name);
	for (size_t i = 0; i < value.len; i++) {
		char c = value.data[i];

		if (c == '\n' || i == lone) {
			lone = ta_text_lone_return(value, i + 1);
			ta_text_add_string(&writer->line, "\\n");
		} else if ((unsigned char)c >= ' ' && c != '\x7f') {
			if (c == '\\' || c == ';' || c == ',')
				ta_text_add_char(&writer->line, '\\');
			ta_text_add_char(&writer->line, c);
		}
	}
	end_line(writer);
}

static void
add_day(struct writer *writer, const char *name, ta_day day, const char *time)
{
	int year, month, mday;

	ta_day_civil(day, &year, &month, &mday);
	ta_text_printf(
	    &writer->line, "%s:%04d%02d%02d%s", name, year, month, mday, time);
	end_line(writer);
}

/*
 * The UID is a digest, which shows neither the day's id nor the calendar's
 * title.
 */
static void
add_uid(struct writer *writer, const struct ta_record *record)
{
	struct ta_text of = {0};

	ta_text_printf(&of, "%s\n", writer->style->title);
	if (writer->id != -1) {
		ta_text_add_slice(&of, record->fields[writer->id]);
	} else {
		ta_text_add_slice(&of, record->fields[writer->date]);
		ta_text_add_char(&of, ' ');
		ta_text_add_slice(&of, record->fields[writer->name]);
	}
	ta_text_add_string(&writer->line, "UID:");
	ta_digest_add(&writer->line, ta_text_slice(&of, 0));
	end_line(writer);
	ta_text_free(&of);
}

static void *
writer_open(struct ta_text *out, const struct ta_style *style)
{
	struct writer *writer = ta_alloc(1, sizeof(*writer));

	writer->out = out;
	writer->style = style;
	return writer;
}

static int
write_header(void *arg, const struct ta_header *header, struct ta_error *error)
{
	struct writer *writer = arg;

	writer->date = ta_header_find(header, ta_slice_of("date"), 0);
	writer->name = ta_header_find(header, ta_slice_of("name"), 0);
	writer->id = ta_header_find(header, ta_slice_of("id"), 0);
	if (writer->date == -1 || writer->name == -1)
		return ta_error_set(error, NULL,
		    "iCalendar needs a column '%s', which these records do "
		    "not have",
		    writer->date == -1 ? "date" : "name");
	add_line(writer, "BEGIN:VCALENDAR");
	add_line(writer, "VERSION:2.0");
	add_line(writer, "PRODID:-//ta-utils//EN");
	add_text(writer, "X-WR-CALNAME", ta_slice_of(writer->style->title));
	return 0;
}

static int
write_record(void *arg, const struct ta_header *header,
    const struct ta_record *record, struct ta_error *error)
{
	struct writer *writer = arg;
	struct ta_origin origin;
	ta_day day;

	if (!ta_day_parse(record->fields[writer->date], &day))
		return ta_error_set(error,
		    ta_record_origin(header, record, &origin),
		    "this record has no date, which iCalendar needs");
	add_line(writer, "BEGIN:VEVENT");
	add_uid(writer, record);
	add_day(writer, "DTSTAMP", writer->style->today, "T000000Z");
	add_day(writer, "DTSTART;VALUE=DATE", day, "");
	add_text(writer, "SUMMARY", record->fields[writer->name]);
	add_line(writer, "TRANSP:TRANSPARENT");
	add_line(writer, "END:VEVENT");
	return 0;
}

static int
write_end(void *arg, struct ta_error *error)
{
	(void)error;
	add_line(arg, "END:VCALENDAR");
	return 0;
}

static void
write_close(void *arg)
{
	struct writer *writer = arg;

	ta_text_free(&writer->line);
	free(writer);
}

const struct ta_format ta_format_ics = {
    .name = "ics",
    .suffix = ".ics",
    .has_header = true,
    .write_open = writer_open,
    .write_header = write_header,
    .write = write_record,
    .write_end = write_end,
    .write_close = write_close,
};
