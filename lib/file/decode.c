#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <strings.h>

#include "file/decode.h"
#include "base/mem.h"

/* A byte that UTF-8 never has. */
#define NO_TEXT '\xff'

struct ta_decoder {
	iconv_t iconv;
	size_t unit;	     /* bytes that a bad character takes at least */
	struct ta_text left; /* the start of a character that was cut */
};

/*
 * The bytes that are passed over for a bad character. UTF-16 and UTF-32 go on
 * after the bad unit, others after the bad byte.
 */
static size_t
unit_of(const char *encoding)
{
	static const struct {
		const char *prefix;
		size_t unit;
	} wide[] = {{"UTF-16", 2}, {"UTF16", 2}, {"UCS-2", 2}, {"UCS2", 2},
	    {"UTF-32", 4}, {"UTF32", 4}, {"UCS-4", 4}, {"UCS4", 4}};

	for (size_t i = 0; i < TA_COUNT(wide); i++)
		if (strncasecmp(
			encoding, wide[i].prefix, strlen(wide[i].prefix)) == 0)
			return wide[i].unit;
	return 1;
}

struct ta_decoder *
ta_decoder_open(
    const char *encoding, const struct ta_place *at, struct ta_error *error)
{
	struct ta_decoder *decoder = ta_alloc(1, sizeof(*decoder));

	decoder->iconv = iconv_open("UTF-8", encoding);
	/* POSIX has it so. NOLINTNEXTLINE(performance-no-int-to-ptr) */
	if (decoder->iconv == (iconv_t)-1) {
		free(decoder);
		ta_error_set(error, at,
		    "'%s' is not an encoding that iconv knows; 'iconv -l' "
		    "lists them",
		    encoding);
		return NULL;
	}
	decoder->unit = unit_of(encoding);
	return decoder;
}

void
ta_decoder_close(struct ta_decoder *decoder)
{
	if (decoder == NULL)
		return;
	iconv_close(decoder->iconv);
	ta_text_free(&decoder->left);
	free(decoder);
}

/*
 * Passes over bytes that are not text. One that UTF-8 has only inside a
 * character is kept: it cannot become text. Others could, so they are replaced.
 */
static void
skip_bad(const struct ta_decoder *decoder, char **in, size_t *len,
    struct ta_text *out)
{
	size_t n = *len < decoder->unit ? *len : decoder->unit;
	bool inner = ((unsigned char)**in & 0xc0) == 0x80;

	ta_text_add_char(out, n == 1 && inner ? **in : NO_TEXT);
	*in += n;
	*len -= n;
}

/* Writes a letter that an encoding holds back, since a mark may follow it. */
static void
flush(const struct ta_decoder *decoder, struct ta_text *out)
{
	size_t room = 16, had = room;
	char *to = ta_text_reserve(out, room);

	iconv(decoder->iconv, NULL, NULL, &to, &room);
	out->len += had - room;
}

void
ta_decode(struct ta_decoder *decoder, struct ta_slice bytes, bool last,
    struct ta_text *out)
{
	struct ta_text *left = &decoder->left;
	char *in;
	size_t len;

	ta_text_add_slice(left, bytes);
	in = left->data;
	len = left->len;
	while (len > 0) {
		size_t room = len * 4 + 16, had = room;
		char *to = ta_text_reserve(out, room);
		size_t status = iconv(decoder->iconv, &in, &len, &to, &room);

		out->len += had - room;
		if (status != (size_t)-1)
			break;
		if (errno == EINVAL && !last)
			break;
		if (errno != E2BIG)
			skip_bad(decoder, &in, &len, out);
	}
	if (len > 0)
		memmove(left->data, in, len);
	left->len = len;
	if (last)
		flush(decoder, out);
}

const char *
ta_decode_mark(struct ta_slice head, size_t *size)
{
	static const struct {
		const char *mark;
		size_t size;
		const char *encoding;
	} marks[] = {{"\xff\xfe\0\0", 4, "UTF-32LE"},
	    {"\0\0\xfe\xff", 4, "UTF-32BE"}, {"\xff\xfe", 2, "UTF-16LE"},
	    {"\xfe\xff", 2, "UTF-16BE"}};

	for (size_t i = 0; i < TA_COUNT(marks); i++) {
		*size = marks[i].size;
		if (head.len >= *size &&
		    memcmp(head.data, marks[i].mark, *size) == 0)
			return marks[i].encoding;
	}
	return NULL;
}
