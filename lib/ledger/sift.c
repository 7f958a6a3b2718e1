#define _GNU_SOURCE /* for memmem(3) */
#include <string.h>

#include "base/block.h"
#include "base/slug.h"
#include "file/jsonwriter.h"
#include "ledger/event.h"
#include "ledger/sift.h"
#include "record/columns.h"

/* So many bytes at the end of a ledger are read always. */
#define TAIL ((uint64_t)16 * 1024)

/* What a look at all bytes of a line has found. */
struct found {
	bool odd;	       /* it is spelled as we do not write it */
	bool address;	       /* it has one that matters */
	bool source;	       /* it is from a file that matters */
	struct ta_slice event; /* what follows the name of an event's column */
};

bool
ta_sift_begin(struct ta_sift *sift, const struct ta_policy *policy,
    ta_day today, uint64_t size)
{
	const struct ta_field *id =
	    &policy->vocabulary.fields[policy->id_field];

	if (id->type != TA_TYPE_TEXT)
		return false;
	*sift = (struct ta_sift){.policy = policy, .today = today};
	memcpy(sift->name, today == TA_NO_DAY ? "so" : "ev", 2);
	sift->tail = size > TAIL ? size - TAIL : 0;
	ta_text_add_char(&sift->lead, '{');
	ta_json_add_string(&sift->lead, id->name);
	ta_text_add_string(&sift->lead, ":\"");
	return true;
}

void
ta_sift_free(struct ta_sift *sift)
{
	ta_text_free(&sift->lead);
	ta_text_free(&sift->ids);
	ta_text_free(&sift->addresses);
	ta_text_free(&sift->sources);
}

/* Cuts the next text off the rest of several. */
static struct ta_slice
next_text(struct ta_slice *rest)
{
	const char *end = memchr(rest->data, '\0', rest->len);
	struct ta_slice text = {rest->data, (size_t)(end - rest->data)};

	ta_slice_pass(rest, text.len + 1);
	return text;
}

/* Adds a text to several, unless it is there. */
static void
add_text(struct ta_sift *sift, struct ta_text *some, struct ta_slice text)
{
	struct ta_slice rest = ta_text_slice(some, 0);

	while (rest.len > 0)
		if (ta_slice_equal(next_text(&rest), text))
			return;
	ta_text_add_slice(some, text);
	ta_text_add_char(some, '\0');
	sift->asked++;
}

void
ta_sift_add_id(struct ta_sift *sift, struct ta_slice id)
{
	id = ta_slice_trim(id);
	if (id.len > 0)
		add_text(sift, &sift->ids, id);
}

bool
ta_sift_add_address(struct ta_sift *sift, struct ta_slice address)
{
	const char *why;

	address = ta_slice_trim(address);
	for (size_t i = 0; i < address.len; i++)
		if (memchr("\"\\\r\n\t", address.data[i], 5) != NULL)
			return false;
	if (memchr(address.data, '@', address.len) == NULL ||
	    ta_text_check(address, &why) != address.len)
		return false;
	add_text(sift, &sift->addresses, address);
	return true;
}

void
ta_sift_add_source(struct ta_sift *sift, struct ta_slice name)
{
	ta_text_add_string(&sift->sources, ":");
	ta_json_add_string(&sift->sources, name);
	ta_text_add_char(&sift->sources, '\0');
}

/* Whether a text begins with one of several. */
static bool
begins_with(struct ta_slice text, const struct ta_text *some)
{
	struct ta_slice rest = ta_text_slice(some, 0);

	while (rest.len > 0)
		if (ta_slice_begins(text, next_text(&rest)))
			return true;
	return false;
}

static bool
wants_id(const struct ta_sift *sift, struct ta_slice id)
{
	return begins_with(id, &sift->ids) ||
	       (sift->whole != NULL && ta_table_find(sift->whole, id) != NULL);
}

/* Whether the "@" at a place of a line is that of an address. */
static bool
is_address(const struct ta_sift *sift, struct ta_slice line, size_t at)
{
	struct ta_slice rest = ta_text_slice(&sift->addresses, 0);

	while (rest.len > 0) {
		struct ta_slice text = next_text(&rest);
		size_t before =
		    (size_t)((const char *)memchr(text.data, '@', text.len) -
			     text.data);
		struct ta_slice there = {line.data + at - before, text.len};

		if (at >= before && line.len - at >= text.len - before &&
		    ta_slice_equal_nocase(there, text))
			return true;
	}
	return false;
}

/*
 * Passes over a string, whose quote was passed, and the quote at its end; false
 * where something in it is escaped.
 */
static bool
pass_string(struct ta_slice *rest, struct ta_slice *text)
{
	const char *end = memchr(rest->data, '"', rest->len);

	if (end == NULL)
		return false;
	*text = (struct ta_slice){rest->data, (size_t)(end - rest->data)};
	ta_slice_pass(rest, text->len + 1);
	return memchr(text->data, '\\', text->len) == NULL;
}

static bool
pass(struct ta_slice *rest, const char *bytes)
{
	if (!ta_slice_begins(*rest, ta_slice_of(bytes)))
		return false;
	ta_slice_pass(rest, strlen(bytes));
	return true;
}

/*
 * Whether the escape at the front is one with which we write a text. In an
 * address a lone return does not count: it may stand anywhere in it.
 */
static bool
is_ours(struct ta_slice rest)
{
	return rest.len > 1 &&
	       (memchr("\"\\nt", rest.data[1], 4) != NULL ||
		   ta_slice_begins(rest, ta_slice_of("\\r\\n")));
}

/*
 * What follows a name whose first underscore is at a place of the line; NULL
 * data where it is another.
 */
static struct ta_slice
behind(struct ta_slice line, size_t at, struct ta_slice name)
{
	size_t before = 3; /* a quote and "ta" */

	if (at < before)
		return (struct ta_slice){NULL, 0};
	ta_slice_pass(&line, at - before);
	if (!ta_slice_begins(line, name))
		return (struct ta_slice){NULL, 0};
	ta_slice_pass(&line, name.len);
	return line;
}

/* Looks at a byte that may tell something; the line ends before the bytes. */
static void
look_at(const struct ta_sift *sift, struct ta_slice line, size_t at,
    struct found *found)
{
	static const char event[] = "\"" TA_COL_EVENT "\"";
	static const char source[] = "\"" TA_COL_SOURCE "\"";
	struct ta_slice name;

	switch (line.data[at]) {
	case '\\':
		found->odd |=
		    !is_ours((struct ta_slice){line.data + at, line.len - at});
		return;
	case '@':
		found->address |= is_address(sift, line, at);
		return;
	default:
		break;
	}
	name = behind(line, at, ta_slice_of(source));
	found->odd |=
	    name.data != NULL && !ta_slice_begins(name, ta_slice_of(":\""));
	found->source |= name.data != NULL && begins_with(name, &sift->sources);
	name = behind(line, at, ta_slice_of(event));
	if (name.data == NULL)
		return;
	found->odd |= found->event.data != NULL;
	found->event = name;
}

/* So many bytes behind a block are looked at, too. */
#define BEHIND ((size_t)2)

/*
 * The places in a part that may tell something: line ends, escapes that we
 * write seldom, the underscore of a name, and "@" where addresses matter.
 */
static inline ta_part
places_in(const char *data, const char *name, bool addresses)
{
	ta_part usual = ta_part_or(ta_part_or(ta_part_equal(data + 1, 'n'),
				       ta_part_equal(data + 1, '"')),
	    ta_part_equal(data + 1, '\\'));
	ta_part set = ta_part_or(ta_part_equal(data, '\n'),
	    ta_part_without(ta_part_equal(data, '\\'), usual));
	ta_part named = ta_part_and(ta_part_equal(data, '_'),
	    ta_part_and(ta_part_equal(data + 1, name[0]),
		ta_part_equal(data + 2, name[1])));

	set = ta_part_or(set, named);
	return addresses ? ta_part_or(set, ta_part_equal(data, '@')) : set;
}

/*
 * Looks at the bytes up to a line end, or at all where there is none: how many
 * these are. A backslash behind another tells nothing, but may be taken for an
 * escape: then the line seems odd, and is read.
 */
static size_t
look(const struct ta_sift *sift, struct ta_slice bytes, struct found *found)
{
	const char name[] = {sift->name[0], sift->name[1]};
	const bool addresses = sift->addresses.len > 0;

	for (size_t at = 0; at < bytes.len; at += TA_BLOCK) {
		const char *data = bytes.data + at;
		char tail[TA_BLOCK + BEHIND];
		uint64_t set;

		if (bytes.len - at < sizeof(tail))
			data = memcpy(memset(tail, ' ', sizeof(tail)), data,
			    bytes.len - at);
		set = ta_block_gather(places_in(data, name, addresses),
		    places_in(data + 16, name, addresses),
		    places_in(data + 32, name, addresses),
		    places_in(data + 48, name, addresses));
		for (; set != 0; set &= set - 1) {
			size_t place = at + ta_block_first(set);

			if (bytes.data[place] == '\n')
				return place;
			look_at(sift, bytes, place, found);
		}
	}
	return bytes.len;
}

/*
 * Whether an event is no more than it seems: its day, which stands behind its
 * id, is not after today, and it takes nothing back.
 */
static bool
is_past(const struct ta_sift *sift, struct ta_slice behind_id,
    struct ta_slice behind_name)
{
	struct ta_slice at, word;
	struct ta_time time;
	ta_day day;

	if (!pass(&behind_id, ",\"" TA_COL_AT "\":\"") ||
	    !pass_string(&behind_id, &at) || !pass(&behind_name, ":\"") ||
	    !pass_string(&behind_name, &word) ||
	    ta_slug_equal(word, ta_slice_of(TA_UNDONE)) ||
	    !ta_time_parse(ta_slice_trim(at), &time))
		return false;
	ta_event_moment(sift->policy, TA_KIND_UNDONE, &time, &day);
	return day <= sift->today;
}

/*
 * Passes to the text of the line's id. A quote that stands unescaped behind a
 * comma begins a name; where the name of ids is there twice, they are names of
 * different depths, perhaps. False where bytes cannot tell.
 */
static bool
pass_to_id(const struct ta_sift *sift, struct ta_slice *line)
{
	struct ta_slice name = ta_text_slice(&sift->lead, 0);
	const char *at;

	if (ta_slice_begins(*line, name)) {
		ta_slice_pass(line, name.len);
		return true;
	}
	ta_slice_pass(&name, 1);
	at = memmem(line->data, line->len, name.data, name.len);
	if (at == NULL || at == line->data || at[-1] != ',')
		return false;
	ta_slice_pass(line, (size_t)(at - line->data) + name.len);
	return memmem(line->data, line->len, name.data, name.len) == NULL;
}

/* Whether a line matters, at which we have looked. */
static bool
matters(
    const struct ta_sift *sift, struct ta_slice line, const struct found *found)
{
	struct ta_slice id;

	if (found->odd || found->address || found->source ||
	    !pass_to_id(sift, &line) || !pass_string(&line, &id) ||
	    wants_id(sift, ta_slice_trim(id)))
		return true;
	return found->event.data != NULL && !is_past(sift, line, found->event);
}

size_t
ta_sift_pass(void *arg, struct ta_slice bytes, uint64_t offset, size_t *lines)
{
	struct ta_sift *sift = arg;
	const char *start = bytes.data;

	for (*lines = 0;; (*lines)++) {
		struct found found = {.event = {NULL, 0}};
		struct ta_slice line = {bytes.data, look(sift, bytes, &found)};

		/* What is cut may seem odd; it comes again, whole. */
		if (line.len == bytes.len)
			break;
		sift->met |= found.address || found.odd;
		if (offset >= sift->tail || matters(sift, line, &found))
			break;
		ta_slice_pass(&bytes, line.len + 1);
		offset += line.len + 1;
	}
	return (size_t)(bytes.data - start);
}
