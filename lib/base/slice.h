#ifndef TA_SLICE_H
#define TA_SLICE_H

/*
 * Slices: bytes with another owner, and their characters. Bytes are UTF-8 and
 * compare as bytes; there is no locale here and no case mapping beyond ASCII.
 * White space is Unicode's White_Space. At an edge it includes invisible
 * characters, such as U+00AD, U+200B, U+200E, U+2060 and U+FEFF.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* How many things an array has. */
#define TA_COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Borrowed bytes, not NUL-terminated. NULL data is "absent"; its len is 0. */
struct ta_slice {
	const char *data;
	size_t len;
};

struct ta_slice ta_slice_of(const char *string);

/* Most slices that are compared differ in length. */
static inline bool
ta_slice_equal(struct ta_slice a, struct ta_slice b)
{
	return a.len == b.len &&
	       (a.len == 0 || memcmp(a.data, b.data, a.len) == 0);
}

/* Whether a text begins with another. */
static inline bool
ta_slice_begins(struct ta_slice text, struct ta_slice with)
{
	return text.len >= with.len &&
	       (with.len == 0 ||
		   (text.data != NULL &&
		       memcmp(text.data, with.data, with.len) == 0));
}

/* The lower case of an ASCII letter; any other byte is itself. */
static inline char
ta_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static inline bool
ta_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Whether the byte is a letter of ASCII. */
static inline bool
ta_is_latin(char c)
{
	return ta_lower(c) >= 'a' && ta_lower(c) <= 'z';
}

/* Equal, ignoring the case of ASCII letters. */
bool ta_slice_equal_nocase(struct ta_slice a, struct ta_slice b);

/* The order of their bytes, as strcmp(3) gives it. */
int ta_slice_compare(struct ta_slice a, struct ta_slice b);

/* Passes over the first n bytes. */
static inline void
ta_slice_pass(struct ta_slice *slice, size_t n)
{
	slice->data += n;
	slice->len -= n;
}

/*
 * Reads a whole number of at most so many digits, and nothing else. Where it is
 * false, *number is not to be used.
 */
bool ta_slice_number(struct ta_slice text, size_t digits, size_t *number);

/* The beginning, of at most so many bytes, that cuts no character in two. */
struct ta_slice ta_slice_start(struct ta_slice slice, size_t most);

/* Without the white space at both ends. */
struct ta_slice ta_slice_cut(struct ta_slice slice);

/*
 * The same. Most slices have no outer blanks, so the ends are looked at first.
 * A byte beyond ASCII is negative, and so below a blank.
 */
static inline struct ta_slice
ta_slice_trim(struct ta_slice slice)
{
	if (slice.len > 0 && ((signed char)slice.data[0] <= ' ' ||
				 (signed char)slice.data[slice.len - 1] <= ' '))
		return ta_slice_cut(slice);
	return slice;
}

/* Nothing but white space, or nothing at all. */
static inline bool
ta_slice_blank(struct ta_slice slice)
{
	return ta_slice_trim(slice).len == 0;
}

/*
 * The number of bytes of white space at the front, with the invisible
 * characters around it; 0 where there is none.
 */
size_t ta_white_any(struct ta_slice text);

/* The same. Mostly it is one blank before a letter, or nothing. */
static inline size_t
ta_white_run(struct ta_slice text)
{
	if (text.len == 0 || (signed char)text.data[0] > ' ')
		return 0;
	if (text.len > 1 && text.data[0] == ' ' &&
	    (signed char)text.data[1] > ' ')
		return 1;
	return ta_white_any(text);
}

/*
 * The first character and the number of its bytes, which is 0 for a byte that
 * is not UTF-8 (RFC 3629: no surrogates, no overlong forms) or an empty text.
 */
uint32_t ta_char_first(struct ta_slice text, size_t *n);

/* Unicode's White_Space; a letter or digit of any script. */
bool ta_char_is_white(uint32_t point);

/*
 * Whether it is invisible: what Unicode lets a reader ignore, but for what
 * changes the look of the character before it, and the empty pattern of
 * Braille.
 */
bool ta_char_is_unseen(uint32_t point);
bool ta_char_is_letter(uint32_t point);

/* Whether there are letters or digits on both sides of a place in the text. */
bool ta_between_letters(struct ta_slice text, size_t at);

/*
 * The same, which says that the place is inside a word. Most words begin after
 * a blank.
 */
static inline bool
ta_in_word(struct ta_slice text, size_t at)
{
	return at > 0 && at < text.len && text.data[at - 1] != ' ' &&
	       text.data[at] != ' ' && ta_between_letters(text, at);
}

/*
 * The first character beyond ASCII that is white space or invisible, which
 * nobody finds by looking; 0 where there is none.
 */
uint32_t ta_text_hidden(struct ta_slice text);

/* How often the slice has a byte. */
size_t ta_slice_count(struct ta_slice slice, char c);

/* The mark that some programs put before text in UTF-8. */
#define TA_BYTE_ORDER_MARK "\xef\xbb\xbf"

/* Passes over a byte order mark at the front; false where there is none. */
bool ta_slice_pass_mark(struct ta_slice *slice);

/*
 * Cuts the next item off *rest, up to `separator` or the end, and returns it
 * trimmed. An exhausted *rest has NULL data.
 */
struct ta_slice ta_slice_next(struct ta_slice *rest, char separator);

#endif
