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
	bool odd;	   /* it is spelled as we do not write it */
	const char *event; /* what follows the name of an event's column */
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
	ta_text_free(&sift->texts);
}

void
ta_sift_add_id(struct ta_sift *sift, struct ta_slice id)
{
	id = ta_slice_trim(id);
	if (id.len == 0)
		return;
	ta_text_add_slice(&sift->texts, id);
	ta_text_add_char(&sift->texts, '\0');
}

static bool
wants_id(const struct ta_sift *sift, struct ta_slice id)
{
	struct ta_slice rest = ta_text_slice(&sift->texts, 0);

	while (rest.len > 0) {
		const char *end = memchr(rest.data, '\0', rest.len);
		struct ta_slice text = {rest.data, (size_t)(end - rest.data)};

		if (ta_slice_begins(id, text))
			return true;
		ta_slice_pass(&rest, text.len + 1);
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

/* Whether the escape at the front is one with which we write a text. */
static bool
is_ours(struct ta_slice rest)
{
	return rest.len > 1 && memchr("\"\\nrt", rest.data[1], 5) != NULL;
}

/* Looks at a byte of a line that may tell something. */
static void
look_at(struct ta_slice line, size_t at, struct found *found)
{
	static const char name[] = "\"" TA_COL_EVENT "\"";
	const size_t before = 3, len = sizeof(name) - 1;
	struct ta_slice rest = {line.data + at, line.len - at};

	if (*rest.data == '\\') {
		found->odd |= !is_ours(rest);
	} else if (at >= before && rest.len >= len - before &&
		   memcmp(rest.data - before, name, len) == 0) {
		found->odd |= found->event != NULL;
		found->event = rest.data - before + len;
	}
}

/*
 * Looks at all bytes of a line. A backslash behind another tells nothing, but
 * may be taken for an escape: then the line seems odd, and is read.
 */
static struct found
look(struct ta_slice line)
{
	struct found found = {false, NULL};

	for (size_t at = 0; at < line.len; at += TA_BLOCK) {
		const char *data = line.data + at;
		char tail[TA_BLOCK];
		uint64_t set;

		if (line.len - at < TA_BLOCK)
			data = memcpy(
			    memset(tail, ' ', TA_BLOCK), data, line.len - at);
		set = ta_block_equal(data, '\\') | ta_block_equal(data, '_');
		for (; set != 0; set &= set - 1)
			look_at(line, at + ta_block_first(set), &found);
	}
	return found;
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

bool
ta_sift_wants(void *arg, struct ta_slice line, uint64_t offset)
{
	const struct ta_sift *sift = arg;
	struct ta_slice rest = line, id, name;
	struct found found;

	if (offset >= sift->tail ||
	    !ta_slice_begins(rest, ta_text_slice(&sift->lead, 0)))
		return true;
	ta_slice_pass(&rest, sift->lead.len);
	if (!pass_string(&rest, &id) || wants_id(sift, ta_slice_trim(id)))
		return true;
	if (sift->today == TA_NO_DAY)
		return false;
	found = look(line);
	if (found.odd || found.event == NULL)
		return found.odd;
	name = (struct ta_slice){
	    found.event, (size_t)(line.data + line.len - found.event)};
	return !is_past(sift, rest, name);
}
