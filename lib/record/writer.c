#include <stdlib.h>

#include "record/view.h"
#include "record/writer.h"

struct ta_writer {
	struct ta_output *output;
	const struct ta_format *format;
	void *of;		  /* the format's writer */
	struct ta_viewed *viewed; /* NULL: all columns */
	bool begun;
	size_t count;
};

struct ta_writer *
ta_writer_new(struct ta_output *output, const struct ta_format *format,
    const struct ta_style *style)
{
	struct ta_writer *writer = ta_alloc(1, sizeof(*writer));

	writer->output = output;
	writer->format = format;
	writer->of = format->write_open(ta_output_text(output), style);
	if (style->view != NULL)
		writer->viewed = ta_viewed_new(style->view, style->form);
	return writer;
}

void
ta_writer_free(struct ta_writer *writer)
{
	if (writer == NULL)
		return;
	writer->format->write_close(writer->of);
	ta_viewed_free(writer->viewed);
	free(writer);
}

int
ta_writer_begin(struct ta_writer *writer, const struct ta_header *header,
    struct ta_error *error)
{
	if (writer->begun)
		return 0;
	writer->begun = true;
	if (writer->viewed != NULL) {
		header = ta_viewed_begin(writer->viewed, header, error);
		if (header == NULL)
			return -1;
	}
	return writer->format->write_header(writer->of, header, error);
}

int
ta_writer_put(struct ta_writer *writer, const struct ta_header *header,
    const struct ta_record *record, struct ta_error *error)
{
	writer->count++;
	if (writer->viewed != NULL)
		ta_viewed_take(writer->viewed, &header, &record);
	return writer->format->write(writer->of, header, record, error);
}

int
ta_writer_drain(struct ta_writer *writer, struct ta_error *error)
{
	return ta_output_drain(writer->output, error);
}

int
ta_writer_write(struct ta_writer *writer, const struct ta_header *header,
    const struct ta_record *record, struct ta_error *error)
{
	if (ta_writer_begin(writer, header, error) == -1 ||
	    ta_writer_put(writer, header, record, error) == -1)
		return -1;
	return ta_writer_drain(writer, error);
}

int
ta_writer_end(struct ta_writer *writer, const struct ta_header *header,
    struct ta_error *error)
{
	const struct ta_format *format = writer->format;
	int more = format->write_end != NULL;

	if (ta_writer_begin(writer, header, error) == -1)
		return -1;
	if (writer->count == 0 && format->empty != NULL)
		ta_text_add_string(
		    ta_output_text(writer->output), format->empty);
	while (more == 1) {
		more = format->write_end(writer->of, error);
		if (more == 1 && ta_writer_drain(writer, error) == -1)
			return -1;
	}
	return more;
}

size_t
ta_writer_count(const struct ta_writer *writer)
{
	return writer->count;
}
