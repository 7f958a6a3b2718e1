#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "record/report.h"

#define ID_MOST ((size_t)64) /* of a message, in bytes */

/* How often a problem is said; then it is only counted. */
#define SAID_MOST 10

/* Seconds before progress is shown, and between one time and the next. */
#define PROGRESS_AFTER 2.0
#define PROGRESS_EVERY 0.2

/* Goes to the start of the line and clears it (ECMA-48: EL). */
#define CLEAR_LINE "\r\033[K"

struct ta_problem {
	const char *rule;
	size_t count;
};

void
ta_report_free(struct ta_report *report)
{
	free(report->problems);
	ta_text_free(&report->line);
}

/* Writes the line in one piece, so that lines of several tools do not mix. */
static void
say(struct ta_report *report)
{
	ta_text_add_char(&report->line, '\n');
	if (report->in_progress)
		fputs(CLEAR_LINE, stderr);
	report->in_progress = false;
	report->failed |= fwrite(report->line.data, 1, report->line.len,
			      stderr) != report->line.len;
}

static void
begin(struct ta_report *report)
{
	ta_text_clear(&report->line);
	ta_text_printf(&report->line, "%s: ", report->tool);
}

void
ta_report_error(struct ta_report *report, const struct ta_error *error)
{
	begin(report);
	ta_text_add_escaped(&report->line, ta_slice_of(error->text));
	say(report);
}

void
ta_report_warn(struct ta_report *report, const char *format, ...)
{
	struct ta_error words;
	va_list args;

	if (report->quiet)
		return;
	va_start(args, format);
	vsnprintf(words.text, sizeof(words.text), format, args);
	va_end(args);
	ta_report_error(report, &words);
}

void
ta_report_loudly(struct ta_report *report, const char *format, ...)
{
	struct ta_error words;
	va_list args;

	va_start(args, format);
	vsnprintf(words.text, sizeof(words.text), format, args);
	va_end(args);
	ta_report_error(report, &words);
}

void
ta_report_records(struct ta_report *report, const struct ta_header *header,
    const char *id, bool at_intake)
{
	report->header = header;
	report->id = id;
	report->at_intake = at_intake;
}

/* Says where the record is: in its form, or else in the file that is read. */
static void
add_place(struct ta_report *report, const struct ta_about *about)
{
	struct ta_text *line = &report->line;
	struct ta_origin origin;
	const struct ta_place *at = ta_record_origin(
	    report->at_intake ? NULL : report->header, about->record, &origin);

	if (at->file == NULL)
		return;
	ta_text_add_escaped(line, ta_slice_of(at->file));
	ta_text_printf(line, ":%zu:", at->line);
	if (about->column != 0)
		ta_text_printf(line, "%zu:", about->column);
	if (!origin.in_form)
		ta_text_printf(line, " row %zu:", about->record->row);
	ta_text_add_char(line, ' ');
}

bool
ta_report_shows_id(struct ta_slice id)
{
	static const char bytes[] = "0123456789-_.:/#"
				    "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "abcdefghijklmnopqrstuvwxyz";
	char word[ID_MOST + 1];

	if (id.data == NULL || id.len == 0 || id.len > ID_MOST)
		return false;
	memcpy(word, id.data, id.len);
	word[id.len] = '\0';
	return strspn(word, bytes) == id.len;
}

static void
add_id(struct ta_report *report, const struct ta_about *about)
{
	struct ta_slice id = about->id;

	if (id.data == NULL && report->header != NULL &&
	    about->record->fault == NULL)
		id = ta_record_get(about->record,
		    ta_header_find(report->header, ta_slice_of(report->id), 0));
	if (ta_report_shows_id(id))
		ta_text_printf(
		    &report->line, "id %.*s: ", (int)id.len, id.data);
}

static void
say_about(struct ta_report *report, const struct ta_about *about,
    const char *sentence)
{
	begin(report);
	if (about->record != NULL) {
		add_place(report, about);
		add_id(report, about);
	}
	if (about->field != NULL)
		ta_text_printf(&report->line, "%s: ", about->field);
	ta_text_add_escaped(&report->line, ta_slice_of(sentence));
	if (about->rule != NULL)
		ta_text_printf(&report->line, " [%s]", about->rule);
	say(report);
}

/* Counts a problem and returns how many of it there have been. */
static size_t
count_problem(struct ta_report *report, const char *rule)
{
	struct ta_problem *problem;

	for (size_t i = 0; i < report->count; i++)
		if (strcmp(report->problems[i].rule, rule) == 0)
			return ++report->problems[i].count;
	ta_grow((void **)&report->problems, &report->room, report->count,
	    sizeof(*report->problems));
	problem = &report->problems[report->count++];
	problem->rule = rule;
	problem->count = 1;
	return 1;
}

void
ta_report_about(struct ta_report *report, const struct ta_about *about,
    const char *sentence)
{
	const char *rule = about->rule == NULL ? "" : about->rule;

	if (report->quiet && !about->lost)
		return;
	if (count_problem(report, rule) <= SAID_MOST)
		say_about(report, about, sentence);
}

void
ta_report_alert(struct ta_report *report, const struct ta_about *about,
    const char *sentence)
{
	say_about(report, about, sentence);
}

/* A clock that never goes back, unlike the time of day. */
static double
seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

void
ta_report_progress(
    struct ta_report *report, size_t records, uint64_t bytes, uint64_t size)
{
	double now, spent, megabytes = (double)bytes / 1e6;

	if (!report->terminal || report->quiet)
		return;
	now = seconds();
	if (report->begun == 0)
		report->begun = now;
	spent = now - report->begun;
	if (spent < PROGRESS_AFTER || now - report->shown < PROGRESS_EVERY)
		return;
	report->shown = now;
	report->in_progress = true;
	fprintf(stderr, CLEAR_LINE "%s: %zu records, %.1f MB/s", report->tool,
	    records, megabytes / spent);
	if (size > 0)
		fprintf(
		    stderr, ", %.0f %%", 100.0 * (double)bytes / (double)size);
	fflush(stderr);
}

void
ta_report_counts(struct ta_text *summary, const size_t *counts,
    const char *const *names, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (counts[i] > 0)
			ta_text_printf(
			    summary, ", %zu %s", counts[i], names[i]);
}

void
ta_report_close(struct ta_report *report, const char *summary)
{
	struct ta_error words;

	for (size_t i = 0; i < report->count; i++) {
		const struct ta_problem *problem = &report->problems[i];

		if (problem->count <= SAID_MOST)
			continue;
		ta_error_set(&words, NULL,
		    "\xe2\x80\xa6 and %zu more like this [%s]",
		    problem->count - SAID_MOST, problem->rule);
		ta_report_error(report, &words);
	}
	ta_report_warn(report, "%s", summary);
}

int
ta_report_refuse(struct ta_error *error)
{
	return ta_error_set(error, NULL,
	    "a message could not be written to standard error, so the run "
	    "stops, and nothing is put in place");
}
