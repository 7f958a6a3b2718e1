#ifndef TA_SOURCE_H
#define TA_SOURCE_H

/*
 * Where bytes come from: a file, standard input or memory, read in blocks and
 * handed out as physical lines. It knows nothing of formats beyond the byte
 * order mark that it drops at the start, and it never reads ahead of a line
 * further than one block, so that a pipe stays a pipe.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/diag.h"
#include "base/text.h"

struct ta_source;

/*
 * Opens a file, or standard input for "-". NULL with the error set where that
 * fails. Close with ta_source_close.
 */
struct ta_source *ta_source_open(const char *path, struct ta_error *error);

/* A file that is open at its start, under a name; closed with the source. */
struct ta_source *ta_source_descriptor(const char *name, int fd);

/* Bytes in memory under a name; both are borrowed until the source is closed.
 */
struct ta_source *ta_source_memory(
    const char *name, const char *data, size_t len);

void ta_source_close(struct ta_source *source);

/*
 * Has the bytes read as text of another encoding, NULL for UTF-8; a byte order
 * mark overrules it. Before anything is handed out. 0, or -1 with the error
 * set.
 */
int ta_source_decode(
    struct ta_source *source, const char *encoding, struct ta_error *error);

/*
 * Has lone carriage returns, also those that are still to come, read as line
 * feeds: they were the line ends of old Macs. Not of memory.
 */
void ta_source_turn_returns(struct ta_source *source);

/* How many bytes of the file have been read. */
uint64_t ta_source_bytes(const struct ta_source *source);

/* Is it being converted, and are its carriage returns? */
bool ta_source_is_decoded(const struct ta_source *source);
bool ta_source_is_turned(const struct ta_source *source);

/* Lets lines be so long; without it as long as a record. */
void ta_source_allow(struct ta_source *source, size_t bytes);

/* The name for messages, and the number of the line handed out last. */
const char *ta_source_name(const struct ta_source *source);
size_t ta_source_line_number(const struct ta_source *source);

/*
 * The bytes to come, without moving past them: at least `least` of them and the
 * whole first line that is not blank, as far as there are so many, however the
 * bytes arrive. 1, or 0 at the end, or -1 with the error set. Borrowed until
 * the next call.
 */
int ta_source_peek(struct ta_source *source, size_t least,
    struct ta_slice *head, struct ta_error *error);

/*
 * The next physical line with its line end; the last may have none. 1, or 0 at
 * the end, or -1 with the error set: it cannot be read, or the line is longer
 * than a line may be. Borrowed until the next call.
 */
int ta_source_line(
    struct ta_source *source, struct ta_slice *line, struct ta_error *error);

/*
 * As ta_source_line, where a line that is longer than one may be comes in
 * parts: *part is true of all but the last. A part has no line end, and ends
 * with neither half a character nor a return that a line feed follows.
 */
int ta_source_part(struct ta_source *source, struct ta_slice *line, bool *part,
    struct ta_error *error);

/*
 * After a line that is too long: moves past it. 0, or -1 with the error set;
 * ta_source_is_stuck says whether the last -1 was for such a line.
 */
bool ta_source_is_stuck(const struct ta_source *source);
int ta_source_pass(struct ta_source *source, struct ta_error *error);

/*
 * All bytes that have been read and not handed out, and whether no more will
 * come; none is read. Borrowed until the next call.
 */
struct ta_slice ta_source_window(const struct ta_source *source, bool *ended);

/* Reads one more block behind the window: 0, or -1 with the error set. */
int ta_source_widen(struct ta_source *source, struct ta_error *error);

/* Moves past bytes of the window that hold so many line ends. */
void ta_source_skip(struct ta_source *source, size_t bytes, size_t lines);

#endif
