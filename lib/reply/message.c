#include <stdlib.h>

#include "base/digest.h"
#include "reply/message.h"
#include "reply/wrap.h"

/* An encoded word, RFC 2047: at most 75 bytes, 45 of them before encoding. */
#define WORD_BYTES 45
#define WORD_MOST 75

/* Appends bytes in base64, RFC 4648, section 4. */
static void
add_base64(struct ta_text *text, struct ta_slice bytes)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				     "abcdefghijklmnopqrstuvwxyz0123456789+/";
	const unsigned char *from = (const unsigned char *)bytes.data;

	for (size_t i = 0; i < bytes.len; i += 3) {
		size_t n = bytes.len - i;
		uint32_t three = (uint32_t)from[i] << 16;

		three |= n > 1 ? (uint32_t)from[i + 1] << 8 : 0;
		three |= n > 2 ? from[i + 2] : 0;
		ta_text_add_char(text, digits[three >> 18]);
		ta_text_add_char(text, digits[three >> 12 & 63]);
		ta_text_add_char(text, n > 1 ? digits[three >> 6 & 63] : '=');
		ta_text_add_char(text, n > 2 ? digits[three & 63] : '=');
	}
}

/*
 * Whether a header cannot hold the words as they are: they are not ASCII, or a
 * reader would take a part of them for an encoded word.
 */
static bool
needs_encoding(struct ta_slice words)
{
	for (size_t i = 0; i < words.len; i++)
		if ((unsigned char)words.data[i] >= 0x80 ||
		    (words.data[i] == '=' && i + 1 < words.len &&
			words.data[i + 1] == '?'))
			return true;
	return false;
}

/*
 * The part of some text that goes into the next encoded word. Some readers
 * decode words that follow one another as one, and stop at the padding of
 * base64, so only the last has any, where that can be.
 */
static struct ta_slice
word_part(struct ta_slice words)
{
	for (size_t n = WORD_BYTES; n > 0; n -= 3) {
		struct ta_slice part = ta_slice_start(words, n);

		if (part.len == words.len ||
		    (part.len > 0 && part.len % 3 == 0))
			return part;
	}
	return ta_slice_start(words, WORD_BYTES);
}

/* Appends words in `room` bytes: encoded words, as many as go in. */
static void
add_encoded(struct ta_text *text, struct ta_slice words, size_t room)
{
	size_t begin = text->len;

	while (words.len > 0 && room > WORD_MOST) {
		struct ta_slice part = word_part(words);
		size_t start = text->len;

		ta_text_add_string(
		    text, start == begin ? "=?utf-8?b?" : " =?utf-8?b?");
		add_base64(text, part);
		ta_text_add_string(text, "?=");
		ta_slice_pass(&words, part.len);
		room -= text->len - start;
	}
}

static void
add_subject(struct ta_text *text, struct ta_slice words)
{
	static const char name[] = "Subject: ";
	const size_t room = TA_MAIL_LINE - (sizeof(name) - 1);

	words = ta_slice_trim(words);
	ta_text_add_string(text, name);
	if (needs_encoding(words))
		add_encoded(text, words, room);
	else
		ta_text_add_slice(text, ta_slice_start(words, room));
	ta_text_add_char(text, '\n');
}

/* Appends a name of ASCII, RFC 5322, section 3.2.4: in quotes, which are \". */
static void
add_quoted(struct ta_text *text, struct ta_slice name)
{
	ta_text_add_char(text, '"');
	for (size_t i = 0; i < name.len; i++) {
		if (name.data[i] == '"' || name.data[i] == '\\')
			ta_text_add_char(text, '\\');
		if ((unsigned char)name.data[i] >= ' ' && name.data[i] != 0x7f)
			ta_text_add_char(text, name.data[i]);
	}
	ta_text_add_char(text, '"');
}

static bool
is_plain_name(struct ta_slice name)
{
	for (size_t i = 0; i < name.len; i++)
		if (!ta_is_latin(name.data[i]) && !ta_is_digit(name.data[i]) &&
		    name.data[i] != ' ' && name.data[i] != '-')
			return false;
	return true;
}

static void
add_from(struct ta_text *text, const struct ta_replies *replies)
{
	struct ta_slice name = ta_slice_trim(replies->name);

	ta_text_add_string(text, "From: ");
	if (name.len > 0) {
		if (needs_encoding(name))
			add_encoded(text, name, TA_MAIL_LINE / 2);
		else if (is_plain_name(name))
			ta_text_add_slice(text, name);
		else
			add_quoted(text, name);
		ta_text_add_string(text, " <");
	}
	ta_text_add_slice(text, replies->email);
	ta_text_add_string(text, name.len > 0 ? ">\n" : "\n");
}

static void
add_copies(struct ta_text *text, struct ta_slice copies)
{
	const char *before = "Cc: ";

	while (!ta_slice_blank(copies)) {
		ta_text_add_string(text, before);
		ta_text_add_slice(text, ta_slice_next(&copies, ';'));
		before = ", ";
	}
	if (before[0] == ',')
		ta_text_add_char(text, '\n');
}

/* Appends the beginning of a day at the office, as mail has it. */
static void
add_date(struct ta_text *text, const struct ta_zone *zone, ta_day day)
{
	static const char names[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	struct ta_time time = {.day = day};
	int64_t instant = ta_zone_instant(zone, &time);
	int offset = ta_zone_offset(zone, instant) / 60;
	int64_t second =
	    instant + 60 * (int64_t)offset - (int64_t)day * 24 * 60 * 60;
	const char *weekday = ta_weekday_name(ta_day_weekday(day));
	int year, month, mday;

	ta_day_civil(day, &year, &month, &mday);
	ta_text_printf(text,
	    "Date: %c%.2s, %d %.3s %d %02d:%02d:00 %c%02d%02d\n",
	    weekday[0] - 'a' + 'A', weekday + 1, mday, names + 3 * (month - 1),
	    year, (int)(second / 3600), (int)(second / 60 % 60),
	    offset < 0 ? '-' : '+', abs(offset) / 60, abs(offset) % 60);
}

void
ta_message_digest(const struct ta_message *message, struct ta_text *scratch,
    struct ta_text *text)
{
	ta_text_clear(scratch);
	ta_text_add_slice(scratch, message->id);
	ta_text_add_char(scratch, '\0');
	ta_text_add_slice(scratch, message->reply);
	ta_digest_add(text, ta_text_slice(scratch, 0));
}

void
ta_message_add(const struct ta_message *message,
    const struct ta_context *context, struct ta_text *scratch,
    struct ta_text *text)
{
	const struct ta_policy *policy = context->policy;
	const struct ta_replies *replies = &policy->replies;

	add_from(text, replies);
	ta_text_add_string(text, "To: ");
	ta_text_add_slice(text, message->to);
	ta_text_add_char(text, '\n');
	add_copies(text, message->cc);
	add_subject(text, message->subject);
	add_date(text, policy->zone, context->today);
	ta_text_add_string(text, "Message-ID: <");
	ta_message_digest(message, scratch, text);
	ta_text_add_string(
	    text, memchr(replies->email.data, '@', replies->email.len));
	ta_text_add_string(text, ">\nMIME-Version: 1.0\n"
				 "Content-Type: text/plain; charset=utf-8\n"
				 "Content-Transfer-Encoding: 8bit\n\n");
	ta_text_add_slice(text, message->body);
}

/* Appends a line, with its name before it, unless that is NULL. */
static void
show_line(struct ta_text *text, const char *name, struct ta_slice line)
{
	if (name != NULL && line.len == 0)
		return;
	if (name != NULL)
		ta_text_printf(text, "%s: ", name);
	ta_text_add_escaped(text, line);
	ta_text_add_char(text, '\n');
}

void
ta_message_show(const struct ta_message *message, struct ta_text *text)
{
	struct ta_slice rest = message->body;

	ta_text_add_string(text, "==> ");
	ta_text_add_escaped(text, message->id);
	ta_text_add_string(text, ", ");
	show_line(text, NULL, message->reply);
	show_line(text, "To", message->to);
	show_line(text, "Cc", message->cc);
	show_line(text, "Subject", message->subject);
	ta_text_add_char(text, '\n');
	while (rest.len > 0) {
		const char *end = memchr(rest.data, '\n', rest.len);
		size_t len = (size_t)(end - rest.data);

		show_line(text, NULL, (struct ta_slice){rest.data, len});
		ta_slice_pass(&rest, len + 1);
	}
	ta_text_add_char(text, '\n');
}
