#include "file/ics.h"
#include "base/digest.h"

#define LINE_MOST 75 /* octets of a line, RFC 5545, section 3.1 */

/* Is it a byte in the middle of a character of UTF-8? */
static bool
is_inside(char c)
{
	return ((unsigned char)c & 0xc0) == 0x80;
}

/* Appends the line, folded: what is too long goes on behind a blank. */
static void
end_line(struct ta_ics *ics)
{
	struct ta_slice rest = ta_text_slice(&ics->line, 0);
	size_t most = LINE_MOST;

	while (rest.len > most) {
		size_t n = most;

		while (is_inside(rest.data[n]))
			n--;
		ta_text_add(ics->out, rest.data, n);
		ta_text_add_string(ics->out, "\r\n ");
		rest.data += n;
		rest.len -= n;
		most = LINE_MOST - 1;
	}
	ta_text_add_slice(ics->out, rest);
	ta_text_add_string(ics->out, "\r\n");
	ta_text_clear(&ics->line);
}

static void
add_line(struct ta_ics *ics, const char *line)
{
	ta_text_add_string(&ics->line, line);
	end_line(ics);
}

/* A text value, RFC 5545, section 3.3.11; controls that it cannot have go. */
static void
add_text(struct ta_ics *ics, const char *name, struct ta_slice value)
{
	ta_text_printf(&ics->line, "%s:", name);
	for (size_t i = 0; i < value.len; i++) {
		char c = value.data[i];

		if (c == '\n') {
			ta_text_add_string(&ics->line, "\\n");
		} else if ((unsigned char)c >= ' ' && c != '\x7f') {
			if (c == '\\' || c == ';' || c == ',')
				ta_text_add_char(&ics->line, '\\');
			ta_text_add_char(&ics->line, c);
		}
	}
	end_line(ics);
}

static void
add_day(struct ta_ics *ics, const char *name, ta_day day, const char *time)
{
	int year, month, mday;

	ta_day_civil(day, &year, &month, &mday);
	ta_text_printf(
	    &ics->line, "%s:%04d%02d%02d%s", name, year, month, mday, time);
	end_line(ics);
}

static void
add_uid(struct ta_ics *ics, struct ta_slice key)
{
	struct ta_text of = {0};

	ta_text_printf(&of, "%s\n", ics->name);
	ta_text_add_slice(&of, key);
	ta_text_add_string(&ics->line, "UID:");
	ta_digest_add(&ics->line, ta_text_slice(&of, 0));
	end_line(ics);
	ta_text_free(&of);
}

void
ta_ics_begin(
    struct ta_ics *ics, struct ta_text *out, const char *name, ta_day stamp)
{
	*ics = (struct ta_ics){.out = out, .name = name, .stamp = stamp};
	add_line(ics, "BEGIN:VCALENDAR");
	add_line(ics, "VERSION:2.0");
	add_line(ics, "PRODID:-//ta-utils//EN");
	add_text(ics, "X-WR-CALNAME", ta_slice_of(name));
}

void
ta_ics_add(struct ta_ics *ics, struct ta_slice key, ta_day day,
    struct ta_slice summary)
{
	add_line(ics, "BEGIN:VEVENT");
	add_uid(ics, key);
	add_day(ics, "DTSTAMP", ics->stamp, "T000000Z");
	add_day(ics, "DTSTART;VALUE=DATE", day, "");
	add_text(ics, "SUMMARY", summary);
	add_line(ics, "TRANSP:TRANSPARENT");
	add_line(ics, "END:VEVENT");
}

void
ta_ics_end(struct ta_ics *ics)
{
	add_line(ics, "END:VCALENDAR");
}

void
ta_ics_free(struct ta_ics *ics)
{
	ta_text_free(&ics->line);
}
