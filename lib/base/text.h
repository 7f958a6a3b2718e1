#ifndef TA_TEXT_H
#define TA_TEXT_H

/*
 * Text: slices of bytes with another owner, a growable buffer, slugs, and what
 * may be shown on a terminal. Bytes are UTF-8 and compare as bytes; there is no
 * locale here and no case mapping beyond ASCII. White space is Unicode's
 * White_Space. At an edge it includes invisible characters, such as U+00AD,
 * U+200B, U+200E, U+2060 and U+FEFF.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

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

/* The lower case of an ASCII letter; any other byte is itself. */
static inline char
ta_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Equal, ignoring the case of ASCII letters. */
bool ta_slice_equal_nocase(struct ta_slice a, struct ta_slice b);

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

/* A growable buffer. Zero-initialised it is empty; data is not terminated. */
struct ta_text {
	char *data;
	size_t len;
	size_t room;
};

void ta_text_free(struct ta_text *text);

/* Forgets the content and keeps the memory. */
void ta_text_clear(struct ta_text *text);

/* Makes room for n more bytes. */
void ta_text_grow(struct ta_text *text, size_t n);

/* Room for n more bytes, where the caller may write before it raises len. */
static inline char *
ta_text_reserve(struct ta_text *text, size_t n)
{
	if (text->room - text->len < n)
		ta_text_grow(text, n);
	return text->data + text->len;
}

static inline void
ta_text_add(struct ta_text *text, const char *data, size_t len)
{
	if (len == 0)
		return;
	memcpy(ta_text_reserve(text, len), data, len);
	text->len += len;
}

static inline void
ta_text_add_char(struct ta_text *text, char c)
{
	*ta_text_reserve(text, 1) = c;
	text->len++;
}

static inline void
ta_text_add_slice(struct ta_text *text, struct ta_slice slice)
{
	ta_text_add(text, slice.data, slice.len);
}

void ta_text_add_string(struct ta_text *text, const char *string);
void ta_text_add_number(struct ta_text *text, int number);
/*
 * Appends an item to the list that begins at `start`, whose items are joined by
 * ";". An empty item is none.
 */
void ta_text_add_item(struct ta_text *text, size_t start, struct ta_slice item);

/*
 * The same, unless the list has the item already, of a long list among the
 * first 256. Whether it was appended.
 */
bool ta_text_add_once(struct ta_text *text, size_t start, struct ta_slice item);

void ta_text_printf(struct ta_text *text, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The bytes from `start` on, borrowed until the text changes. */
struct ta_slice ta_text_slice(const struct ta_text *text, size_t start);

/* The content as a C string, borrowed until the text changes. */
const char *ta_text_string(struct ta_text *text);

/*
 * The slug of a text: ASCII letters and digits in lower case, and letters of
 * other scripts as they are. Every run of other characters is one hyphen, and
 * there is none at the ends. ta_slug_add appends it; ta_slug_equal compares the
 * slugs of two texts without making them.
 */
void ta_slug_add(struct ta_text *text, struct ta_slice slice);
bool ta_slug_equal(struct ta_slice a, struct ta_slice b);

/* Whether the text is its own slug, and not empty. */
bool ta_slug_is(struct ta_slice slice);

/*
 * Whether every byte is printable ASCII, a tab or a line end. It is quick.
 * Where it is false, ta_text_check says whether the text may pass.
 */
bool ta_text_is_plain(struct ta_slice slice);

/*
 * The offset of the first byte that no record may hold, with *why in words: a
 * NUL or another C0 control than tab, line feed and carriage return, or bytes
 * that are not UTF-8 (RFC 3629: no surrogates, no overlong forms). Where
 * there is none it is slice.len, and *why is not to be used.
 */
size_t ta_text_check(struct ta_slice slice, const char **why);

/*
 * The offset of the first carriage return at or after `from` that no line feed
 * follows; slice.len where there is none. A text may hold it, but some readers
 * take it for a line end.
 */
size_t ta_text_lone_return(struct ta_slice slice, size_t from);

/* The words for one that is outside of any text, and for its row. */
#define TA_LONE_RETURN "a carriage return without a line feed"
#define TA_HOLDS_RETURN "the row holds " TA_LONE_RETURN

/* Whether the text is UTF-8 (RFC 3629: no surrogates, no overlong forms). */
bool ta_text_is_utf8(struct ta_slice slice);

/*
 * Appends the text so that a terminal shows it and does nothing else. Escaped
 * as \n, \t, \xNN or \u{NNNN} are control characters, bidirectional controls,
 * bytes that are not UTF-8, and white space beyond ASCII, which looks like a
 * blank.
 */
void ta_text_add_escaped(struct ta_text *text, struct ta_slice slice);

#endif
