#include <stdlib.h>

#include "file/output.h"
#include "record/split.h"

struct part {
	char *path;
	struct ta_output *output;
	void *writer;
	bool begun;
};

struct ta_split {
	const struct ta_format *format;
	struct part *parts;
	size_t count;
};

static int
open_part(struct ta_split *split, const char *folder, const char *queue,
    struct ta_csv_style style, struct ta_error *error)
{
	struct part *part = &split->parts[split->count++];
	struct ta_text path = {0};

	ta_text_printf(&path, "%s/%s%s", folder, queue, split->format->suffix);
	ta_text_string(&path);
	part->path = path.data;
	part->output = ta_output_open(part->path, error);
	if (part->output == NULL)
		return -1;
	part->writer =
	    split->format->write_open(ta_output_text(part->output), style);
	return 0;
}

struct ta_split *
ta_split_open(const char *folder, const char *const *queues, size_t n,
    const struct ta_format *format, struct ta_csv_style style,
    struct ta_error *error)
{
	struct ta_split *split = ta_alloc(1, sizeof(*split));

	split->format = format;
	split->parts = ta_alloc(n, sizeof(*split->parts));
	for (size_t i = 0; i < n; i++)
		if (open_part(split, folder, queues[i], style, error) == -1) {
			ta_split_close(split);
			return NULL;
		}
	return split;
}

/* Writes the header before the first record. */
static int
begin_part(struct ta_split *split, struct part *part,
    const struct ta_header *header, struct ta_error *error)
{
	if (part->begun)
		return 0;
	part->begun = true;
	return split->format->write_header(part->writer, header, error);
}

int
ta_split_write(struct ta_split *split, int queue,
    const struct ta_header *header, const struct ta_record *record,
    struct ta_error *error)
{
	struct part *part = &split->parts[queue];

	if (begin_part(split, part, header, error) == -1 ||
	    split->format->write(part->writer, header, record, error) == -1)
		return -1;
	return ta_output_drain(part->output, error);
}

static int
end_part(struct ta_split *split, struct part *part,
    const struct ta_header *header, struct ta_error *error)
{
	return part->begun ? 0
			   : ta_format_write_none(split->format, part->writer,
				 ta_output_text(part->output), header, error);
}

/*
 * What needs memory comes first: once a part is finished it has a name, and
 * stays where the program ends.
 */
int
ta_split_finish(struct ta_split *split, const struct ta_header *header,
    struct ta_error *error)
{
	for (size_t i = 0; i < split->count; i++)
		if (end_part(split, &split->parts[i], header, error) == -1)
			return -1;
	for (size_t i = 0; i < split->count; i++)
		if (ta_output_finish(split->parts[i].output, error) == -1)
			return -1;
	return 0;
}

int
ta_split_place(struct ta_split *split, struct ta_error *error)
{
	for (size_t i = 0; i < split->count; i++)
		if (ta_output_place(split->parts[i].output, error) == -1)
			return -1;
	return 0;
}

void
ta_split_close(struct ta_split *split)
{
	if (split == NULL)
		return;
	for (size_t i = 0; i < split->count; i++) {
		if (split->parts[i].writer != NULL)
			split->format->write_close(split->parts[i].writer);
		ta_output_close(split->parts[i].output);
		free(split->parts[i].path);
	}
	free(split->parts);
	free(split);
}
