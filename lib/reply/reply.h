#ifndef TA_REPLY_H
#define TA_REPLY_H

/*
 * Whether a request gets a letter, and which one. The policy's rules decide. A
 * few requests get none, whatever the rules say: finished ones, those with an
 * alert, and those without an address. Nothing is written here.
 */

#include "reply/brief.h"

/* Why there is no letter. */
enum ta_no_letter {
	TA_LETTER_THERE,   /* there is one */
	TA_LETTER_BY_RULE, /* a rule says so, or none holds */
	TA_LETTER_FINISHED,
	TA_LETTER_ALERT,   /* somebody is to be told at once, not by a letter */
	TA_LETTER_BEFORE,  /* it was drafted before */
	TA_LETTER_ADDRESS, /* an address cannot be used */
	TA_NO_LETTERS
};

struct ta_reply_decision {
	const struct ta_reply *rule; /* NULL where none holds */
	enum ta_no_letter none;
	struct ta_slice to; /* the address; borrowed from the record */
};

/*
 * Decides. Appends the rule and what it asks for to `name`, "held:a,b", where
 * the request gets a letter, or got it before. `again`: also one that was
 * drafted before.
 */
void ta_reply_decide(const struct ta_brief *brief, bool again,
    struct ta_text *name, struct ta_reply_decision *decision);

#endif
