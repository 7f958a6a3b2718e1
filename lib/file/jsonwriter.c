#include <string.h>

#include "base/block.h"
#include "file/jsonwriter.h"

#define ESCAPE_MAX ((size_t)6)

/* What stands behind the backslash; other control characters are \u00XX. */
static const char escapes[256] = {['"'] = '"',
    ['\\'] = '\\',
    ['\b'] = 'b',
    ['\f'] = 'f',
    ['\n'] = 'n',
    ['\r'] = 'r',
    ['\t'] = 't'};

/* Whether a whole block is ASCII without anything to escape. */
static bool
is_plain(const char *data)
{
	return (ta_block_unprintable(data) | ta_block_equal(data, '"') |
		   ta_block_equal(data, '\\')) == 0;
}

/* Writes a byte to `out`, which has room for it. */
static char *
put(char *out, unsigned char byte)
{
	static const char digits[] = "0123456789ABCDEF";
	const char escape = escapes[byte];

	if (escape == '\0' && byte >= ' ') {
		*out++ = (char)byte;
		return out;
	}
	*out++ = '\\';
	if (escape != '\0') {
		*out++ = escape;
		return out;
	}
	memcpy(out, "u00", 3);
	out[3] = digits[byte >> 4];
	out[4] = digits[byte & 0xf];
	return out + 5;
}

bool
ta_json_add_string(struct ta_text *text, struct ta_slice string)
{
	struct ta_slice rest = string;
	unsigned char all = 0;

	ta_text_add_char(text, '"');
	while (rest.len > 0) {
		size_t n = rest.len < TA_BLOCK ? rest.len : TA_BLOCK;
		char *out = ta_text_reserve(text, ESCAPE_MAX * TA_BLOCK);

		if (n == TA_BLOCK && is_plain(rest.data)) {
			memcpy(out, rest.data, n);
			out += n;
		} else {
			for (size_t i = 0; i < n; i++) {
				all |= (unsigned char)rest.data[i];
				out = put(out, (unsigned char)rest.data[i]);
			}
		}
		text->len = (size_t)(out - text->data);
		ta_slice_pass(&rest, n);
	}
	ta_text_add_char(text, '"');
	return all < 0x80 || ta_text_is_utf8(string);
}
