#ifndef TA_MESSAGE_H
#define TA_MESSAGE_H

/*
 * A letter as a message of mail (RFC 5322): headers of one line each, and the
 * body as it is, in UTF-8. It is the same bytes whenever it is made. Nothing is
 * sent here.
 */

#include "decide/context.h"

struct ta_message {
	struct ta_slice to; /* an address, */
	struct ta_slice cc; /* and some, joined by ";" or none: usable ones */
	struct ta_slice subject; /* without control characters */
	struct ta_slice body;  /* its lines are no longer than mail has them */
	struct ta_slice id;    /* of the request */
	struct ta_slice reply; /* which letter it is */
};

/*
 * Appends the first 80 bits of a sum of a request's id and of its letter, as 20
 * hexadecimal digits: the letter's name, everywhere and for good. `scratch` is
 * the caller's, to be used again.
 */
void ta_message_digest(const struct ta_message *message,
    struct ta_text *scratch, struct ta_text *text);

/*
 * Appends the message, from the sender of the policy, of the day of the
 * context. A subject that would be too long for its line is cut.
 */
void ta_message_add(const struct ta_message *message,
    const struct ta_context *context, struct ta_text *scratch,
    struct ta_text *text);

/* Appends it as a person reads it, with nothing that a terminal obeys. */
void ta_message_show(const struct ta_message *message, struct ta_text *text);

#endif
