#ifndef TA_DECODE_H
#define TA_DECODE_H

/*
 * Text of another encoding as UTF-8, by iconv(3), block by block. Bytes that
 * are not text in that encoding become bytes that no record may hold, so that
 * their row is refused with its place. Nothing is guessed.
 */

#include "base/diag.h"
#include "base/text.h"

struct ta_decoder;

/*
 * A decoder for an encoding by the name that iconv has for it. NULL with the
 * error set where iconv has none. Free with ta_decoder_close.
 */
struct ta_decoder *ta_decoder_open(
    const char *encoding, const struct ta_place *at, struct ta_error *error);
void ta_decoder_close(struct ta_decoder *decoder);

/*
 * Appends bytes as UTF-8. A character that is cut in two by the end is kept for
 * the next call; at the last call it is not text.
 */
void ta_decode(struct ta_decoder *decoder, struct ta_slice bytes, bool last,
    struct ta_text *out);

/*
 * The encoding of a byte order mark at the front, with the size of the mark in
 * *size. NULL where there is no mark, or that of UTF-8; *size is not to be used
 * then.
 */
const char *ta_decode_mark(struct ta_slice head, size_t *size);

#endif
