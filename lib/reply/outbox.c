#include "base/slug.h"
#include "record/columns.h"
#include "reply/outbox.h"

/* Of an id and of a rule, in the name of a draft. */
#define NAME_PART 64

int
ta_outbox_events(struct ta_outbox *outbox, struct ta_batch *batch,
    const char *path, const struct ta_style *style, struct ta_error *error)
{
	static const char *const names[] = {
	    "id", "event", TA_COL_AT, TA_LETTER};
	struct ta_output *output = ta_batch_open(batch, path, error);

	if (output == NULL)
		return -1;
	outbox->events = ta_writer_new(output, &ta_format_jsonl, style);
	for (size_t i = 0; i < TA_COUNT(names); i++)
		ta_header_add(&outbox->header, ta_slice_of(names[i]), NULL);
	ta_record_widen(&outbox->row, TA_COUNT(names));
	return 0;
}

int
ta_outbox_drafts(
    struct ta_outbox *outbox, const char *path, struct ta_error *error)
{
	outbox->maildir = ta_maildir_open(path, error);
	return outbox->maildir == NULL ? -1 : 0;
}

/* The name of a draft: of the id, the rule, and a sum of id and letter. */
static const char *
name_draft(struct ta_outbox *outbox, const struct ta_message *message,
    const struct ta_reply *rule)
{
	struct ta_text *name = &outbox->name, *slug = &outbox->scratch;

	ta_text_clear(slug);
	ta_slug_add(slug, ta_slice_start(message->id, NAME_PART));
	ta_text_clear(name);
	ta_text_printf(name, "%s.%.*s.",
	    slug->len == 0 ? "request" : ta_text_string(slug), NAME_PART,
	    rule->id);
	ta_message_digest(message, &outbox->scratch, name);
	return ta_text_string(name);
}

static int
write_draft(struct ta_outbox *outbox, const struct ta_message *message,
    const struct ta_reply *rule, bool again, struct ta_error *error)
{
	int made;

	ta_text_clear(&outbox->message);
	ta_message_add(
	    message, outbox->context, &outbox->scratch, &outbox->message);
	made =
	    ta_maildir_write(outbox->maildir, name_draft(outbox, message, rule),
		again, ta_text_slice(&outbox->message, 0), error);
	outbox->there += made == 0;
	return made == -1 ? -1 : 0;
}

static int
write_event(struct ta_outbox *outbox, const struct ta_message *message,
    struct ta_error *error)
{
	struct ta_slice *fields = outbox->row.fields;

	ta_text_clear(&outbox->scratch);
	ta_day_print(&outbox->scratch, outbox->context->today);
	fields[0] = message->id;
	fields[1] = ta_slice_of(TA_DRAFTED);
	fields[2] = ta_text_slice(&outbox->scratch, 0);
	fields[3] = message->reply;
	return ta_writer_write(
	    outbox->events, &outbox->header, &outbox->row, error);
}

int
ta_outbox_put(struct ta_outbox *outbox, const struct ta_message *message,
    const struct ta_reply *rule, bool again, struct ta_error *error)
{
	if (outbox->maildir != NULL &&
	    write_draft(outbox, message, rule, again, error) == -1)
		return -1;
	return outbox->events == NULL ? 0 : write_event(outbox, message, error);
}

int
ta_outbox_end(struct ta_outbox *outbox, struct ta_error *error)
{
	if (outbox->maildir != NULL &&
	    ta_maildir_sync(outbox->maildir, error) == -1)
		return -1;
	return outbox->events == NULL
		   ? 0
		   : ta_writer_end(outbox->events, &outbox->header, error);
}

void
ta_outbox_free(struct ta_outbox *outbox)
{
	ta_maildir_close(outbox->maildir);
	ta_writer_free(outbox->events);
	ta_header_free(&outbox->header);
	ta_record_free(&outbox->row);
	ta_text_free(&outbox->message);
	ta_text_free(&outbox->name);
	ta_text_free(&outbox->scratch);
}
