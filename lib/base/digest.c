#include <nettle/base64.h>
#include <nettle/sha2.h>
#include <string.h>

#include "base/digest.h"

#define SUM_BYTES 10
#define SUM_DIGITS ((size_t)2 * SUM_BYTES)

/* The bytes before and after the digits. */
static const char key[] = "\"" TA_COL_SUM "\":\"";
static const char close[] = "\"}";
#define KEY_LEN (sizeof(key) - 1)

_Static_assert(TA_SEAL_LEN == KEY_LEN + SUM_DIGITS + sizeof(close) - 1,
    "a seal is as long as digest.h says");

static void
sum_of(struct ta_slice bytes, uint8_t sum[SHA256_DIGEST_SIZE])
{
	struct sha256_ctx hash;

	sha256_init(&hash);
	sha256_update(&hash, bytes.len, (const uint8_t *)bytes.data);
	sha256_digest(&hash, SHA256_DIGEST_SIZE, sum);
}

void
ta_digest_add(struct ta_text *text, struct ta_slice bytes)
{
	static const char digits[] = "0123456789abcdef";
	uint8_t sum[SHA256_DIGEST_SIZE];

	sum_of(bytes, sum);
	for (size_t i = 0; i < SUM_BYTES; i++) {
		ta_text_add_char(text, digits[sum[i] >> 4]);
		ta_text_add_char(text, digits[sum[i] & 0xf]);
	}
}

void
ta_digest_base64(struct ta_text *text, struct ta_slice bytes)
{
	uint8_t sum[SHA256_DIGEST_SIZE];
	size_t len = BASE64_ENCODE_RAW_LENGTH(sizeof(sum));

	sum_of(bytes, sum);
	base64_encode_raw(ta_text_reserve(text, len), sizeof(sum), sum);
	text->len += len;
}

uint64_t
ta_digest_64(struct ta_slice bytes)
{
	uint8_t sum[SHA256_DIGEST_SIZE];
	uint64_t number = 0;

	sum_of(bytes, sum);
	for (size_t i = 0; i < sizeof(number); i++)
		number = number << 8 | sum[i];
	return number;
}

void
ta_seal_add(struct ta_text *text, size_t start)
{
	struct ta_text digits = {0};

	text->data[text->len - 1] = ',';
	ta_digest_add(&digits, ta_text_slice(text, start));
	ta_text_add_string(text, key);
	ta_text_add_slice(text, ta_text_slice(&digits, 0));
	ta_text_add_string(text, close);
	ta_text_free(&digits);
}

enum ta_seal
ta_seal_check(struct ta_slice line)
{
	struct ta_text digits = {0};
	struct ta_slice body = line, given;
	bool fits;

	if (line.len < TA_SEAL_LEN ||
	    memcmp(line.data + line.len - TA_SEAL_LEN, key, KEY_LEN) != 0)
		return TA_SEAL_NONE;
	body.len -= TA_SEAL_LEN;
	given = (struct ta_slice){body.data + body.len + KEY_LEN, SUM_DIGITS};
	ta_digest_add(&digits, body);
	fits = ta_slice_equal(ta_text_slice(&digits, 0), given) &&
	       memcmp(given.data + given.len, close, sizeof(close) - 1) == 0;
	ta_text_free(&digits);
	return fits ? TA_SEAL_WHOLE : TA_SEAL_BROKEN;
}

bool
ta_seal_is_passed(struct ta_slice bytes)
{
	const char *end = bytes.data + bytes.len;
	const char *at = bytes.data;

	while ((at = memchr(at, key[0], (size_t)(end - at))) != NULL) {
		if ((size_t)(end - at) > TA_SEAL_LEN &&
		    memcmp(at, key, KEY_LEN) == 0)
			return true;
		at++;
	}
	return false;
}

/* Cuts off the bytes up to the next of this kind. */
static struct ta_slice
cut(struct ta_slice *rest, char end)
{
	const char *at = memchr(rest->data, end, rest->len);
	struct ta_slice line = *rest;

	line.len = at == NULL ? rest->len : (size_t)(at - rest->data);
	ta_slice_pass(rest, line.len + (at != NULL));
	return line;
}

bool
ta_seal_is_in(struct ta_slice bytes)
{
	while (bytes.len > 0) {
		struct ta_slice line = cut(&bytes, '\n');

		while (line.len > 0 && line.data[0] == '{')
			if (ta_seal_check(cut(&line, '\r')) == TA_SEAL_WHOLE)
				return true;
	}
	return false;
}
