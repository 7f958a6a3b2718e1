#ifndef TA_TEXT_H
#define TA_TEXT_H

/*
 * Text: a growable buffer, what a record may hold, and what may be shown on a
 * terminal.
 */

#include "base/slice.h"

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
void ta_text_add_number(struct ta_text *text, long long number);
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

/* The words for one that is outside of any text. */
#define TA_LONE_RETURN "a carriage return without a line feed"

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
