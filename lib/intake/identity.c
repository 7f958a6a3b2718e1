#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "intake/identity.h"
#include "base/table.h"

/* Appends a field as digests take it, with a NUL after it. */
static void
add_field(
    struct ta_text *text, const struct ta_field *field, struct ta_slice value)
{
	ta_field_fold(field, value, text);
	ta_text_add_char(text, '\0');
}

void
ta_identity_make(const struct ta_policy *policy, const struct ta_record *record,
    const int *columns, struct ta_text *id)
{
	struct ta_text text = {0};

	for (size_t i = 0; i < policy->n_id_from; i++) {
		int field = policy->id_from[i];

		add_field(&text, &policy->vocabulary.fields[field],
		    ta_record_get(record, columns[field]));
	}
	ta_text_add_string(id, "ta-");
	ta_digest_add(id, ta_text_slice(&text, 0));
	ta_text_free(&text);
}

void
ta_asked_free(struct ta_asked *asked)
{
	free(asked->others);
	*asked = (struct ta_asked){0};
}

/* Inserts a name and a value in order; there are few of them. */
static void
add_other(struct ta_asked *asked, uint32_t name, uint32_t value)
{
	size_t i = asked->n_others++;

	ta_grow((void **)&asked->others, &asked->room, 2 * i,
	    2 * sizeof(*asked->others));
	for (; i > 0 && asked->others[2 * i - 2] > name; i--)
		memcpy(&asked->others[2 * i], &asked->others[2 * i - 2],
		    2 * sizeof(*asked->others));
	asked->others[2 * i] = name;
	asked->others[2 * i + 1] = value;
}

void
ta_asked_take(struct ta_asked *asked, const struct ta_policy *policy,
    const struct ta_header *header, const struct ta_record *record,
    const int *columns)
{
	struct ta_text text = {0};

	for (size_t i = 0; i < policy->vocabulary.n_fields; i++)
		if (!policy->vocabulary.fields[i].staff &&
		    (int)i != policy->id_field && (int)i != policy->from)
			add_field(&text, &policy->vocabulary.fields[i],
			    ta_record_get(record, columns[i]));
	asked->fields = ta_digest_64(ta_text_slice(&text, 0));
	ta_text_free(&text);
	asked->n_others = 0;
	for (size_t i = 0; i < header->count && i < record->count; i++)
		if (header->columns[i].kind == TA_COLUMN_OTHER &&
		    record->fields[i].data != NULL)
			add_other(asked,
			    (uint32_t)ta_digest_64(header->columns[i].name),
			    (uint32_t)ta_digest_64(
				ta_slice_trim(record->fields[i])));
}

struct entry {
	uint64_t id;
	uint32_t digest; /* of the content, shortened once more */
	uint32_t line;	 /* counted over all files */
	uint32_t others; /* where its other columns begin */
	uint32_t n_others;
};

/* A file, and how many lines there were before it. */
struct file {
	const char *name;
	uint32_t before;
};

struct ta_seen {
	struct ta_table *ids;
	uint32_t *others; /* of all entries, as ta_asked has them */
	size_t n_others;
	size_t others_room;
	struct file *files;
	size_t n_files;
	size_t files_room;
	uint32_t lines; /* in the files so far */
};

struct ta_seen *
ta_seen_new(void)
{
	struct ta_seen *seen = ta_alloc(1, sizeof(*seen));

	seen->ids = ta_table_new(sizeof(struct entry));
	return seen;
}

void
ta_seen_free(struct ta_seen *seen)
{
	if (seen == NULL)
		return;
	ta_table_free(seen->ids);
	free(seen->others);
	free(seen->files);
	free(seen);
}

/* The line's number, counted over all files. A new file is added. */
static uint32_t
line_of_all(struct ta_seen *seen, struct ta_place at)
{
	struct file *file;

	if (seen->n_files == 0 ||
	    seen->files[seen->n_files - 1].name != at.file) {
		ta_grow((void **)&seen->files, &seen->files_room, seen->n_files,
		    sizeof(*seen->files));
		seen->files[seen->n_files++] =
		    (struct file){at.file, seen->lines};
	}
	file = &seen->files[seen->n_files - 1];
	if (file->before + (uint32_t)at.line > seen->lines)
		seen->lines = file->before + (uint32_t)at.line;
	return file->before + (uint32_t)at.line;
}

/* The file and the line of such a number. */
static struct ta_place
place_of(const struct ta_seen *seen, uint32_t line)
{
	size_t i = seen->n_files - 1;

	while (i > 0 && seen->files[i].before >= line)
		i--;
	return (struct ta_place){
	    seen->files[i].name, line - seen->files[i].before, 0};
}

/* Keeps the other columns of a new entry. */
static void
keep_others(
    struct ta_seen *seen, struct entry *entry, const struct ta_asked *asked)
{
	entry->others = (uint32_t)seen->n_others;
	entry->n_others = (uint32_t)asked->n_others;
	for (size_t i = 0; i < 2 * asked->n_others; i++) {
		ta_grow((void **)&seen->others, &seen->others_room,
		    seen->n_others, sizeof(*seen->others));
		seen->others[seen->n_others++] = asked->others[i];
	}
}

/*
 * Whether the answers are the same in the columns that both have. A bare record
 * that has more was not left blank there before.
 */
static bool
agrees(const struct ta_seen *seen, const struct entry *entry,
    const struct ta_asked *asked)
{
	const struct ta_slice nothing = {"", 0};
	const uint32_t blank = (uint32_t)ta_digest_64(nothing);
	size_t i = entry->others;
	const size_t end = i + 2 * (size_t)entry->n_others;

	for (size_t k = 0; k < asked->n_others; k++) {
		const uint32_t *b = &asked->others[2 * k];

		while (i < end && seen->others[i] < b[0])
			i += 2;
		if (i < end && seen->others[i] == b[0]) {
			if (seen->others[i + 1] != b[1])
				return false;
			i += 2;
		} else if (asked->bare && b[1] != blank) {
			return false;
		}
	}
	return true;
}

enum ta_sight
ta_seen_add(struct ta_seen *seen, struct ta_slice id,
    const struct ta_asked *asked, struct ta_place at, struct ta_place *first)
{
	bool made;
	struct entry *entry = ta_table_add(seen->ids, ta_slice_trim(id), &made);

	if (made) {
		entry->digest = (uint32_t)asked->fields;
		entry->line = line_of_all(seen, at);
		keep_others(seen, entry, asked);
		return TA_SIGHT_NEW;
	}
	*first = place_of(seen, entry->line);
	return entry->digest == (uint32_t)asked->fields &&
		       agrees(seen, entry, asked)
		   ? TA_SIGHT_SAME
		   : TA_SIGHT_OTHER;
}
