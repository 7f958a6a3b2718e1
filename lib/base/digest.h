#ifndef TA_DIGEST_H
#define TA_DIGEST_H

/*
 * SHA-256 (FIPS 180-4, nettle's), shortened: of content, for ids, and of lines,
 * so that a damaged one is seen. It protects against accidents, not against
 * somebody who means to deceive.
 */

#include <stdint.h>

#include "base/text.h"

/* The key of the sum in a line that is sealed. */
#define TA_COL_SUM "ta_sum"

/* Appends the first 80 bits of the sum of bytes as 20 hexadecimal digits. */
void ta_digest_add(struct ta_text *text, struct ta_slice bytes);

/* Appends the whole sum in base64, as Content-Security-Policy has it. */
void ta_digest_base64(struct ta_text *text, struct ta_slice bytes);

/* The first 64 bits of the sum as a number, the same on every machine. */
uint64_t ta_digest_64(struct ta_slice bytes);

/*
 * Seals the JSON object from `start` to the end of the text: adds a last key
 * with the sum of all bytes before that key.
 */
void ta_seal_add(struct ta_text *text, size_t start);

enum ta_seal { TA_SEAL_NONE, TA_SEAL_WHOLE, TA_SEAL_BROKEN };

/*
 * Whether a line, given without its line end, has such a last key, and whether
 * that fits the line.
 */
enum ta_seal ta_seal_check(struct ta_slice line);

#define TA_SEAL_LEN 32 /* bytes of a seal */

/*
 * Whether anything follows a seal in the bytes, which are JSON text. A string
 * in it cannot hold a seal.
 */
bool ta_seal_is_passed(struct ta_slice bytes);

/*
 * Whether one of the lines, a JSON object that ends in LF, CR or the last byte,
 * fits its seal. The text of a record cannot look like such a line: CSV doubles
 * its quotes, JSON escapes them, and YAML indents its lines.
 */
bool ta_seal_is_in(struct ta_slice bytes);

#endif
