#include <sys/stat.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "file/magic.h"
#include "record/columns.h"
#include "record/files.h"
#include "record/rejects.h"

/* The first bytes of a file, by which its format is told. */
#define HEAD ((size_t)64 * 1024)

struct ta_files {
	const char *const *paths;
	size_t n;
	size_t next_path;
	struct ta_files_options options;
	const struct ta_format *first_format;
	bool any; /* some file so far had a header or a record */

	/* the current file */
	struct ta_source *source;
	const struct ta_format *format;
	void *reader;
	bool canonical;
	bool is_table; /* the form's map names a delimiter */
	bool may_be_rejects;
	bool empty;
	struct ta_header header;
	struct ta_record record;
	struct ta_tally tally; /* of the files before the current one */
	uint64_t bytes;	       /* of them too */
};

struct ta_files *
ta_files_open(
    const char *const *paths, size_t n, const struct ta_files_options *options)
{
	struct ta_files *files = ta_alloc(1, sizeof(*files));

	files->paths = paths;
	files->n = n;
	files->options = *options;
	return files;
}

struct ta_files *
ta_files_of(struct ta_source *source, const struct ta_files_options *options)
{
	struct ta_files *files = ta_files_open(NULL, 1, options);

	files->source = source;
	return files;
}

struct ta_files *
ta_files_again(const struct ta_files *files, uint64_t most)
{
	struct stat st;

	return files->n == 1 && files->paths != NULL &&
		       strcmp(files->paths[0], "-") != 0 &&
		       stat(files->paths[0], &st) == 0 && S_ISREG(st.st_mode) &&
		       (uint64_t)st.st_size <= most
		   ? ta_files_open(files->paths, 1, &files->options)
		   : NULL;
}

uint64_t
ta_files_offset(const struct ta_files *files)
{
	return ta_source_line_offset(files->source);
}

struct ta_tally
ta_files_tally(const struct ta_files *files)
{
	struct ta_tally tally = files->tally;

	if (files->reader == NULL)
		return tally;
	tally.of[TA_CONVERTED] += ta_source_is_decoded(files->source);
	tally.of[TA_RETURNS] += ta_source_is_turned(files->source);
	if (files->format->tally != NULL)
		files->format->tally(files->reader, &tally);
	return tally;
}

uint64_t
ta_files_bytes(const struct ta_files *files)
{
	return files->bytes +
	       (files->source == NULL ? 0 : ta_source_bytes(files->source));
}

uint64_t
ta_files_size(const struct ta_files *files)
{
	uint64_t size = 0;
	struct stat st;

	for (size_t i = 0; i < files->n; i++) {
		if (files->paths == NULL || stat(files->paths[i], &st) == -1 ||
		    !S_ISREG(st.st_mode))
			return 0;
		size += (uint64_t)st.st_size;
	}
	return size;
}

static void
close_file(struct ta_files *files)
{
	files->tally = ta_files_tally(files);
	files->bytes = ta_files_bytes(files);
	if (files->reader != NULL)
		files->format->close(files->reader);
	ta_source_close(files->source);
	ta_header_free(&files->header);
	files->reader = NULL;
	files->source = NULL;
}

void
ta_files_close(struct ta_files *files)
{
	if (files == NULL)
		return;
	close_file(files);
	ta_record_free(&files->record);
	free(files);
}

/* Refuses a file that is known not to be an export: 0 or -1. */
static int
refuse_foreign(struct ta_files *files, struct ta_error *error)
{
	const struct ta_place at = ta_files_place(files);
	struct ta_slice head;

	if (ta_source_peek(files->source, 1, &head, error) == -1)
		return -1;
	if (ta_magic_words(head) == NULL)
		return 0;
	if (ta_source_peek(files->source, HEAD, &head, error) == -1)
		return -1;
	return ta_error_set(error, &at, "this is %s", ta_magic_words(head));
}

/* Whether all line ends outside quotes are lone carriage returns. */
static bool
has_returns(struct ta_slice text)
{
	bool quoted = false, any = false;

	for (size_t i = 0; i < text.len; i++) {
		quoted ^= text.data[i] == '"';
		if (!quoted && text.data[i] == '\n')
			return false;
		any |= !quoted && text.data[i] == '\r';
	}
	return any;
}

/* Reads the lines of old Macs as lines; a sealed file is as it was. */
static int
turn_returns(struct ta_files *files, const struct ta_reading *reading,
    struct ta_error *error)
{
	struct ta_slice head;

	if (reading->sealed)
		return 0;
	if (ta_source_peek(files->source, HEAD, &head, error) == -1)
		return -1;
	if (has_returns(head))
		ta_source_turn_returns(files->source);
	return 0;
}

/*
 * Prepares a file at intake. One with the column ta_source has been through
 * intake and has our names; one with ta_message is a file of rejects. Both are
 * as we write them, whatever the form's own files look like. Others may have
 * another encoding, as the options say. Only whole names of columns decide,
 * never a text inside the file.
 */
static int
begin_leniently(struct ta_files *files, const char *path,
    struct ta_reading *reading, struct ta_error *error)
{
	const struct ta_format *format = files->options.format;
	struct ta_slice head;

	if (ta_source_peek(files->source, HEAD, &head, error) == -1)
		return -1;
	if (format == NULL)
		format = ta_format_of(path, head);
	files->canonical = format->names(head, TA_COL_EVENT) ||
			   reading->sealed ||
			   format->names(head, TA_COL_SOURCE);
	files->is_table = false;
	if (files->canonical || format->names(head, TA_COL_MESSAGE))
		*reading = (struct ta_reading){.manner = reading->manner,
		    .by_libcsv = reading->by_libcsv,
		    .by_jansson = reading->by_jansson,
		    .sealed = reading->sealed,
		    .wanted = reading->wanted};
	else if (ta_source_decode(files->source, reading->encoding, error) ==
		 -1)
		return -1;
	else
		files->is_table = reading->delimiter != '\0';
	return turn_returns(files, reading, error);
}

/* Whether the format is JSON Lines by what was said, or by the file's name. */
static bool
names_lines(struct ta_files *files, const char *path)
{
	const struct ta_format *format = files->options.format;

	if (format == NULL)
		format = ta_format_of(path, (struct ta_slice){"", 0});
	files->format = format;
	return format == &ta_format_jsonl;
}

/* Tells the format of the file by its name, else by its first bytes. */
static int
find_format(struct ta_files *files, const char *path, struct ta_error *error)
{
	const struct ta_place at = ta_files_place(files);
	struct ta_slice head;
	struct stat st;
	int got = ta_source_peek(files->source, 1, &head, error);

	if (got == 0 && files->options.reading.may_be_empty &&
	    names_lines(files, path))
		return 0;
	if (got == 0 && files->options.behind && files->next_path == 1 &&
	    strcmp(path, "-") == 0 && fstat(STDIN_FILENO, &st) == 0 &&
	    S_ISFIFO(st.st_mode))
		ta_error_set(error, NULL, "%s", "");
	else if (got == 0)
		ta_error_set(
		    error, &at, "there is nothing in it, not even a header");
	if (got != 1)
		return -1;
	files->format = files->options.format;
	if (files->format != NULL)
		return 0;
	if (files->is_table)
		head = (struct ta_slice){"", 0};
	files->format = ta_format_of(path, head);
	if (files->format->has_header && !files->is_table &&
	    ta_format_is_array(head))
		return ta_error_set(error, &at,
		    "this looks like a JSON array; JSON Lines has one record a "
		    "line, which jq -c '.[]' makes of it");
	return 0;
}

/*
 * Opens the next file: 1, or 0 where it has neither a header nor a record, or
 * -1.
 */
static int
open_file(struct ta_files *files, struct ta_error *error)
{
	const char *path =
	    files->paths == NULL ? "-" : files->paths[files->next_path];
	struct ta_reading reading = files->options.reading;

	files->next_path++;
	if (files->source == NULL)
		files->source = ta_source_open(path, error);
	if (files->source == NULL || refuse_foreign(files, error) == -1)
		return -1;
	files->may_be_rejects = reading.manner == TA_LENIENT && !reading.sealed;
	if (reading.manner == TA_LENIENT &&
	    begin_leniently(files, path, &reading, error) == -1)
		return -1;
	if (find_format(files, path, error) == -1)
		return -1;
	if (files->first_format == NULL)
		files->first_format = files->format;
	files->reader =
	    files->format->open(files->source, files->options.form, &reading);
	return files->format->begin(files->reader, &files->header, error);
}

int
ta_files_turn(struct ta_files *files, struct ta_error *error)
{
	int got = 0;

	while (got == 0 && files->next_path < files->n) {
		if (files->reader != NULL)
			close_file(files);
		got = open_file(files, error);
	}
	/* Without a header and a record it could be in any format. */
	files->empty = got == 0 && !files->any;
	if (files->empty)
		got = 1;
	files->any = true;
	return got;
}

int
ta_files_next(struct ta_files *files, struct ta_error *error)
{
	struct ta_record *record = &files->record;
	int got;

	record->verbatim = (struct ta_slice){NULL, 0};
	got = files->format->next(files->reader, &files->header, record, error);
	if (got == 1 && files->may_be_rejects && record->fault == NULL)
		record->fault = ta_rejects_still(&files->header, record);
	return got;
}

struct ta_record *
ta_files_record(struct ta_files *files)
{
	return &files->record;
}

struct ta_header *
ta_files_header(struct ta_files *files)
{
	return &files->header;
}

bool
ta_files_is_canonical(const struct ta_files *files)
{
	return files->canonical;
}

bool
ta_files_is_empty(const struct ta_files *files)
{
	return files->empty;
}

struct ta_place
ta_files_place(const struct ta_files *files)
{
	return (struct ta_place){.file = ta_source_name(files->source)};
}

const struct ta_format *
ta_files_format(const struct ta_files *files)
{
	return files->format;
}

const struct ta_format *
ta_files_first_format(const struct ta_files *files)
{
	return files->first_format;
}
