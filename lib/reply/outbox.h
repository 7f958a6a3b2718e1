#ifndef TA_OUTBOX_H
#define TA_OUTBOX_H

/*
 * Where letters go: drafts in a Maildir, and the file of events that says so.
 * Either may be left out. Nothing is sent.
 */

#include "file/batch.h"
#include "record/writer.h"
#include "reply/maildir.h"
#include "reply/message.h"

/*
 * Zero-initialised, with its context, which is borrowed, it keeps nothing. Free
 * with ta_outbox_free.
 */
struct ta_outbox {
	const struct ta_context *context;
	size_t there; /* drafts that were there already */
	struct ta_maildir *maildir;
	struct ta_writer *events;
	struct ta_header header; /* of the events */
	struct ta_record row;
	struct ta_text message;
	struct ta_text name;
	struct ta_text scratch;
};

/*
 * Opens the file of events, which appears with its batch, or the Maildir; all
 * is borrowed until ta_outbox_free. 0, or -1 with the error set.
 */
int ta_outbox_events(struct ta_outbox *outbox, struct ta_batch *batch,
    const char *path, const struct ta_style *style, struct ta_error *error);
int ta_outbox_drafts(
    struct ta_outbox *outbox, const char *path, struct ta_error *error);

/*
 * Makes a draft of a letter by a rule, and its event. A draft that is there is
 * kept, but for `again`. 0, or -1 with the error set.
 */
int ta_outbox_put(struct ta_outbox *outbox, const struct ta_message *message,
    const struct ta_reply *rule, bool again, struct ta_error *error);

/* Ends the events, and syncs the drafts: 0, or -1 with the error set. */
int ta_outbox_end(struct ta_outbox *outbox, struct ta_error *error);
void ta_outbox_free(struct ta_outbox *outbox);

#endif
