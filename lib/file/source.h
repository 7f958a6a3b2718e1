#ifndef TA_SOURCE_H
#define TA_SOURCE_H

/*
 * Where bytes come from: a file, standard input or memory, read in blocks and
 * handed out as physical lines. The only thing it knows of formats is the byte
 * order mark, which it drops at the start. It reads no further than one block
 * beyond a line, so that a pipe stays a pipe.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/diag.h"
#include "base/text.h"

struct ta_source;

/*
 * Opens a file, or standard input for "-". The path is borrowed until
 * ta_source_close. NULL with the error set where that fails.
 */
struct ta_source *ta_source_open(const char *path, struct ta_error *error);

/*
 * An open file, at its start; messages call it `name`, which is borrowed until
 * ta_source_close, which also closes the file.
 */
struct ta_source *ta_source_descriptor(const char *name, int fd);

/*
 * Bytes in memory; messages call them `name`. Both are borrowed until
 * ta_source_close.
 */
struct ta_source *ta_source_memory(
    const char *name, const char *data, size_t len);

void ta_source_close(struct ta_source *source);

/*
 * Has the bytes read as text of another encoding, NULL for UTF-8. A byte order
 * mark overrules it. It is to be called before anything is handed out. 0, or -1
 * with the error set.
 */
int ta_source_decode(
    struct ta_source *source, const char *encoding, struct ta_error *error);

/*
 * Makes line feeds of all lone carriage returns, the line ends of old Macs, of
 * those to come too.
 */
void ta_source_turn_returns(struct ta_source *source);

/* How many bytes of the file have been read. */
uint64_t ta_source_bytes(const struct ta_source *source);

/*
 * The offsets in the file of the line that was handed out last, and of what was
 * not handed out, where it is not decoded.
 */
uint64_t ta_source_line_offset(const struct ta_source *source);
uint64_t ta_source_offset(const struct ta_source *source);

/* Whether the bytes are converted to UTF-8, and the carriage returns turned. */
bool ta_source_is_decoded(const struct ta_source *source);
bool ta_source_is_turned(const struct ta_source *source);

/* Sets the longest line, in bytes; without it a line is as long as a record. */
void ta_source_allow(struct ta_source *source, size_t bytes);

/*
 * The name in messages, borrowed as long as the source lives, and the number of
 * the line that was handed out last.
 */
const char *ta_source_name(const struct ta_source *source);
size_t ta_source_line_number(const struct ta_source *source);

/*
 * The next bytes, without moving past them: at least `least` of them, and the
 * whole first line that is neither blank nor begins with "#", however the bytes
 * arrive; fewer only where the file ends or the line is too long. 1, or 0 at
 * the end, or -1 with the error set. Borrowed until the next call.
 */
int ta_source_peek(struct ta_source *source, size_t least,
    struct ta_slice *head, struct ta_error *error);

/*
 * The next physical line with its line end, which the last may lack. 1, or 0 at
 * the end, or -1 with the error set: it cannot be read, or the line is too
 * long. Borrowed until the next call. *line is to be used after 1 only.
 */
int ta_source_line(
    struct ta_source *source, struct ta_slice *line, struct ta_error *error);

/*
 * As ta_source_line, but a line that is too long comes in parts: *part is true
 * for all but the last. A part has no line end. It ends neither inside a
 * character nor between a return and a line feed.
 */
int ta_source_part(struct ta_source *source, struct ta_slice *line, bool *part,
    struct ta_error *error);

/*
 * Moves past a line that is too long: 0, or -1 with the error set.
 * ta_source_is_stuck says whether the last -1 was for such a line.
 */
bool ta_source_is_stuck(const struct ta_source *source);
int ta_source_pass(struct ta_source *source, struct ta_error *error);

/*
 * All bytes that have been read and not handed out, and in *ended whether the
 * file has ended. Nothing is read. Borrowed until the next call.
 */
struct ta_slice ta_source_window(const struct ta_source *source, bool *ended);

/* Reads one more block into the window: 0, or -1 with the error set. */
int ta_source_widen(struct ta_source *source, struct ta_error *error);

/*
 * Moves past the first bytes of the window, in which there are `lines` line
 * ends.
 */
void ta_source_skip(struct ta_source *source, size_t bytes, size_t lines);

#endif
