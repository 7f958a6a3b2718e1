#ifndef TA_DECODE_H
#define TA_DECODE_H

/*
 * Text of another encoding as UTF-8, by iconv(3), block by block. Bytes that
 * are no text in their encoding stay what no record may hold, so that the row
 * they stand in is refused with its place: they are never guessed at.
 */

#include "base/diag.h"
#include "base/text.h"

struct ta_decoder;

/*
 * A decoder from an encoding that iconv knows by this name. NULL with the error
 * set where it knows none. Free with ta_decoder_close.
 */
struct ta_decoder *ta_decoder_open(
    const char *encoding, const struct ta_place *at, struct ta_error *error);
void ta_decoder_close(struct ta_decoder *decoder);

/*
 * Appends bytes as UTF-8. A character that the end cuts in two is kept for the
 * next call; at the last one it is no text.
 */
void ta_decode(struct ta_decoder *decoder, struct ta_slice bytes, bool last,
    struct ta_text *out);

/* The encoding that a byte order mark at the front means, and the mark's size;
 * NULL where there is none but that of UTF-8, or none at all. */
const char *ta_decode_mark(struct ta_slice head, size_t *size);

#endif
