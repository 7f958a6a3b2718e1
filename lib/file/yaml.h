#ifndef TA_YAML_H
#define TA_YAML_H

/*
 * YAML by libyaml: a strict stream of events with positions, and a writer of
 * flat mappings. Aliases, anchors, tags and other YAML versions are refused
 * here, and so is nesting deeper than bounds.h says. It builds no trees and
 * types nothing: a scalar is text and whether it was plain.
 */

#include <stdbool.h>

#include "base/diag.h"
#include "file/source.h"
#include "file/yamllines.h"
#include "base/text.h"

enum ta_yaml_kind {
	TA_YAML_END, /* of the stream */
	TA_YAML_DOCUMENT,
	TA_YAML_DOCUMENT_END,
	TA_YAML_SCALAR,
	TA_YAML_SEQUENCE,
	TA_YAML_SEQUENCE_END,
	TA_YAML_MAPPING,
	TA_YAML_MAPPING_END
};

struct ta_yaml_event {
	enum ta_yaml_kind kind;
	struct ta_slice text; /* of a scalar; borrowed until the next call */
	bool plain;	      /* a scalar without quotes, not a block */
	size_t line;
	size_t column;
	size_t last_line; /* on which it ends; 0 where it has no bytes */
};

struct ta_yaml_reader;

/*
 * Reads from a source, which stays the caller's, lines that are lenient or not
 * (see yamllines.h). Free with ta_yaml_free.
 */
struct ta_yaml_reader *ta_yaml_new(struct ta_source *source, bool lenient);
void ta_yaml_free(struct ta_yaml_reader *reader);

/*
 * The next event: 0, or -1 with the error set. After TA_YAML_END there is no
 * next.
 */
int ta_yaml_next(struct ta_yaml_reader *reader, struct ta_yaml_event *event,
    struct ta_error *error);

/*
 * After -1: why the event was refused, where there are others behind it; it has
 * a kind and its lines. NULL where nothing can be read any more.
 */
const char *ta_yaml_refusal(const struct ta_yaml_reader *reader);

/* How many lists and mappings are open now. */
size_t ta_yaml_depth(const struct ta_yaml_reader *reader);

/* The lines that are read; they are the reader's. */
struct ta_yaml_lines *ta_yaml_lines(struct ta_yaml_reader *reader);

/* Is the event a plain scalar that means nothing: empty, ~ or null? */
bool ta_yaml_is_null(const struct ta_yaml_event *event);

/*
 * Writes documents into a text, which stays the caller's and must outlive the
 * writer: each one mapping in block style, written when it is ended. All calls
 * but the last two cannot fail; text that is not UTF-8 fails at the end.
 */
struct ta_yaml_writer;

struct ta_yaml_writer *ta_yaml_writer_new(struct ta_text *out);
void ta_yaml_writer_free(struct ta_yaml_writer *writer);

void ta_yaml_begin(struct ta_yaml_writer *writer);

/*
 * One scalar, key or value: plain where no reader would take it for anything
 * but this very text, else quoted, or a literal block where it has several
 * lines and a block keeps them exactly.
 */
void ta_yaml_put(struct ta_yaml_writer *writer, struct ta_slice value);

/* Items between these two are one sequence. */
void ta_yaml_begin_list(struct ta_yaml_writer *writer);
void ta_yaml_end_list(struct ta_yaml_writer *writer);

/* Ends the document: 0, or -1 where something in it could not be written. */
int ta_yaml_end(struct ta_yaml_writer *writer);

#endif
