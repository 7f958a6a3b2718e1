#ifndef TA_TEMPLATE_H
#define TA_TEMPLATE_H

/*
 * Texts of letters with insertions, such as {name}, taken apart once. A text is
 * lines, and a line is pieces. Nothing is filled in here.
 */

#include "policy/vocabulary.h"

/* What is inserted, besides fields. */
enum ta_insertion {
	TA_INSERT_ASKS,	     /* what the requester is asked for, numbered */
	TA_INSERT_NOTES,     /* what the requester is told besides */
	TA_INSERT_REASON,    /* what the route says */
	TA_INSERT_REFERRALS, /* each with its words, address, telephone */
	TA_INSERT_TARGET,
	TA_INSERT_DUE,
	TA_INSERT_CALL,	  /* its name and day */
	TA_INSERT_COPIES, /* the addresses that get a copy */
	TA_INSERTIONS,
	TA_INSERT_FIELD = TA_INSERTIONS,
	TA_INSERT_WORDS /* none: words as they are */
};

struct ta_piece {
	enum ta_insertion kind;
	struct ta_slice words; /* of TA_INSERT_WORDS */
	int field;	       /* of TA_INSERT_FIELD */
};

struct ta_template_line {
	struct ta_piece *pieces; /* none: an empty line */
	size_t count;
};

struct ta_template {
	struct ta_template_line *lines;
	size_t count;
	bool inserts[TA_INSERTIONS]; /* what it has, besides fields */
};

/*
 * Takes the text of a node apart: 0, or -1 with the error set, as for an
 * insertion that does not exist or is staff's, or a text that is blank. The
 * template lives in the arena and borrows the node's text.
 */
int ta_template_read(const struct ta_node *node,
    const struct ta_vocabulary *vocabulary, struct ta_arena *arena,
    struct ta_template *template, struct ta_error *error);

/* Appends a template as it is written, its insertions in braces. */
void ta_template_show(const struct ta_template *template,
    const struct ta_vocabulary *vocabulary, struct ta_text *text);

#endif
