#include <stdlib.h>

#include "record/split.h"

struct ta_split {
	struct ta_writer **writers; /* by queue */
	size_t count;
	struct ta_arena paths;
};

/* Opens the file of the next queue: 0 or -1. */
static int
open_file(struct ta_split *split, struct ta_batch *batch, const char *folder,
    const char *queue, const struct ta_format *format,
    const struct ta_style *style, struct ta_error *error)
{
	struct ta_text path = {0};
	struct ta_output *output;

	ta_text_printf(&path, "%s/%s%s", folder, queue, format->suffix);
	output = ta_batch_open(
	    batch, ta_arena_copy(&split->paths, path.data, path.len), error);
	ta_text_free(&path);
	if (output == NULL)
		return -1;
	split->writers[split->count++] = ta_writer_new(output, format, style);
	return 0;
}

struct ta_split *
ta_split_open(struct ta_batch *batch, const char *folder,
    const char *const *queues, size_t n, const struct ta_format *format,
    const struct ta_style *style, struct ta_error *error)
{
	struct ta_split *split = ta_alloc(1, sizeof(*split));

	split->writers = ta_alloc(n, sizeof(struct ta_writer *));
	for (size_t i = 0; i < n; i++)
		if (open_file(split, batch, folder, queues[i], format, style,
			error) == -1) {
			ta_split_free(split);
			return NULL;
		}
	return split;
}

void
ta_split_free(struct ta_split *split)
{
	if (split == NULL)
		return;
	for (size_t i = 0; i < split->count; i++)
		ta_writer_free(split->writers[i]);
	free(split->writers);
	ta_arena_free(&split->paths);
	free(split);
}

int
ta_split_write(struct ta_split *split, int queue,
    const struct ta_header *header, const struct ta_record *record,
    struct ta_error *error)
{
	return ta_writer_write(split->writers[queue], header, record, error);
}

int
ta_split_end(struct ta_split *split, const struct ta_header *header,
    struct ta_error *error)
{
	for (size_t i = 0; split != NULL && i < split->count; i++)
		if (ta_writer_end(split->writers[i], header, error) == -1)
			return -1;
	return 0;
}
