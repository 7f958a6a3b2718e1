#include <stdlib.h>

#include "base/digest.h"
#include "intake/identity.h"
#include "base/table.h"

/* Appends a field as a digest takes it, with a NUL behind it. */
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

uint64_t
ta_identity_digest(const struct ta_policy *policy,
    const struct ta_record *record, const int *columns)
{
	struct ta_text text = {0};
	uint64_t digest;

	for (size_t i = 0; i < policy->vocabulary.n_fields; i++)
		if (!policy->vocabulary.fields[i].staff &&
		    (int)i != policy->id_field)
			add_field(&text, &policy->vocabulary.fields[i],
			    ta_record_get(record, columns[i]));
	digest = ta_digest_64(ta_text_slice(&text, 0));
	ta_text_free(&text);
	return digest;
}

struct entry {
	uint64_t id;
	uint32_t digest; /* of the content, shortened once more */
	uint32_t line;	 /* of all files, one behind the other */
};

/* A file, and how many lines there were before it. */
struct file {
	const char *name;
	uint32_t before;
};

struct ta_seen {
	struct ta_table *ids;
	struct file *files;
	size_t n_files;
	size_t files_room;
	uint32_t lines; /* of the files so far */
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
	free(seen->files);
	free(seen);
}

/* The line among those of all files, where the last one may be a new one. */
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

/* The same line in its own file. */
static struct ta_place
place_of(const struct ta_seen *seen, uint32_t line)
{
	size_t i = seen->n_files - 1;

	while (i > 0 && seen->files[i].before >= line)
		i--;
	return (struct ta_place){
	    seen->files[i].name, line - seen->files[i].before, 0};
}

enum ta_sight
ta_seen_add(struct ta_seen *seen, struct ta_slice id, uint64_t digest,
    struct ta_place at, struct ta_place *first)
{
	struct entry *entry;
	bool made;

	entry = ta_table_add(seen->ids, ta_slice_trim(id), &made);
	if (!made) {
		*first = place_of(seen, entry->line);
		return entry->digest == (uint32_t)digest ? TA_SIGHT_SAME
							 : TA_SIGHT_OTHER;
	}
	entry->digest = (uint32_t)digest;
	entry->line = line_of_all(seen, at);
	return TA_SIGHT_NEW;
}
