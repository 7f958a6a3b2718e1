#ifndef TA_TEXT_H
#define TA_TEXT_H

/*
 * Text: slices of bytes that somebody else owns, a growable buffer, slugs, and
 * what may be shown on a terminal. Bytes are UTF-8 and compare as bytes; there
 * is no locale here and no case mapping beyond ASCII.
 */

#include <stdbool.h>
#include <stddef.h>
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

/* A blank, a tab or a part of a line end. */
static inline bool
ta_is_white(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* The small letter of an ASCII capital; any other byte is itself. */
static inline char
ta_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Equal, ignoring the case of ASCII letters. */
bool ta_slice_equal_nocase(struct ta_slice a, struct ta_slice b);

/* Without the white space (blank, tab, line ends) at both ends. */
struct ta_slice ta_slice_cut(struct ta_slice slice);

/* The same; most have none, so the ends are looked at first. */
static inline struct ta_slice
ta_slice_trim(struct ta_slice slice)
{
	if (slice.len > 0 &&
	    ((unsigned char)slice.data[0] <= ' ' ||
		(unsigned char)slice.data[slice.len - 1] <= ' '))
		return ta_slice_cut(slice);
	return slice;
}

/* Nothing but white space, or nothing at all. */
bool ta_slice_blank(struct ta_slice slice);

/* What begins a file of UTF-8, and some programs put before text. */
#define TA_BYTE_ORDER_MARK "\xef\xbb\xbf"

/* Passes over a byte order mark at the front: was there one? */
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

void ta_text_printf(struct ta_text *text, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The bytes from `start` on, borrowed until the text changes. */
struct ta_slice ta_text_slice(const struct ta_text *text, size_t start);

/* The content as a C string, borrowed until the text changes. */
const char *ta_text_string(struct ta_text *text);

/*
 * The slug of a text: ASCII letters and digits in lower case and the letters of
 * other scripts as they are; every run of anything else is one hyphen, and none
 * stands at the ends. ta_slug_add appends it; ta_slug_equal compares the slugs
 * of two texts without making them.
 */
void ta_slug_add(struct ta_text *text, struct ta_slice slice);
bool ta_slug_equal(struct ta_slice a, struct ta_slice b);

/* Is the text its own slug, and not empty? */
bool ta_slug_is(struct ta_slice slice);

/*
 * Is every byte printable ASCII, a tab or a line end? Eight bytes at a time; a
 * text that is not needs ta_text_check to say whether it may pass.
 */
bool ta_text_is_plain(struct ta_slice slice);

/*
 * The offset of the first byte that no record may hold, with *why in words: a
 * NUL or another C0 control than tab, line feed and carriage return, or bytes
 * that are not UTF-8 (RFC 3629: no surrogates, no overlong forms). slice.len
 * where there is none.
 */
size_t ta_text_check(struct ta_slice slice, const char **why);

/*
 * The offset of the first carriage return at or behind `from` that no line feed
 * follows: a text may hold it, but some readers take it for a line end.
 * slice.len where there is none.
 */
size_t ta_text_lone_return(struct ta_slice slice, size_t from);

/* What is said of one that stands where no text does, and of its row. */
#define TA_LONE_RETURN "a carriage return without a line feed"
#define TA_HOLDS_RETURN "the row holds " TA_LONE_RETURN

/* Is the text UTF-8 (RFC 3629: no surrogates, no overlong forms)? */
bool ta_text_is_utf8(struct ta_slice slice);

/*
 * Appends the text so that a terminal shows it and does nothing else: control
 * characters, bidirectional controls and bytes that are not UTF-8 are escaped
 * as \n, \t, \xNN or \u{NNNN}.
 */
void ta_text_add_escaped(struct ta_text *text, struct ta_slice slice);

#endif
