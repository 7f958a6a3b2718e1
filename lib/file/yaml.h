#ifndef TA_YAML_H
#define TA_YAML_H

/*
 * YAML by libyaml: a strict stream of events with positions, and a writer of
 * flat mappings. Aliases, anchors, tags, other YAML versions and nesting deeper
 * than bounds.h allows are refused. It builds no trees and has no types: a
 * scalar is its text, and whether it was plain.
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
	struct ta_slice text; /* of a scalar, borrowed until the next call */
	bool plain;	      /* a scalar without quotes that is not a block */
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
 * The next event: 0, or -1 with the error set, and *event is not to be used.
 * After TA_YAML_END there are no more.
 */
int ta_yaml_next(struct ta_yaml_reader *reader, struct ta_yaml_event *event,
    struct ta_error *error);

/*
 * After -1: why the event was refused, where others can be read after it; the
 * event has its kind and lines then. NULL where nothing more can be read.
 */
const char *ta_yaml_refusal(const struct ta_yaml_reader *reader);

/* The number of lists and mappings that are open. */
size_t ta_yaml_depth(const struct ta_yaml_reader *reader);

/* The reader's lines, borrowed as long as the reader. */
struct ta_yaml_lines *ta_yaml_lines(struct ta_yaml_reader *reader);

/* Whether the event is a plain scalar without a meaning: empty, ~ or null. */
bool ta_yaml_is_null(const struct ta_yaml_event *event);

/*
 * Appends a text, which is UTF-8, in double quotes and on one line, for files
 * that people will edit.
 */
void ta_yaml_add_quoted(struct ta_text *out, struct ta_slice text);

/*
 * Writes documents to a text, which stays the caller's and outlives the writer.
 * Each is one mapping in block style, and written when it is ended. Only the
 * last two calls can fail: for text that is not UTF-8, ta_yaml_end does.
 */
struct ta_yaml_writer;

struct ta_yaml_writer *ta_yaml_writer_new(struct ta_text *out);
void ta_yaml_writer_free(struct ta_yaml_writer *writer);

void ta_yaml_begin(struct ta_yaml_writer *writer);

/*
 * Writes one scalar, key or value: plain where every reader takes it for this
 * very text, else quoted, or a literal block where it has several lines and a
 * block keeps them exactly.
 */
void ta_yaml_put(struct ta_yaml_writer *writer, struct ta_slice value);

/* The items between these two calls are one sequence. */
void ta_yaml_begin_list(struct ta_yaml_writer *writer);
void ta_yaml_end_list(struct ta_yaml_writer *writer);

/* Ends the document: 0, or -1 where something in it cannot be written. */
int ta_yaml_end(struct ta_yaml_writer *writer);

#endif
