#ifndef TA_FIELD_H
#define TA_FIELD_H

/*
 * The fields of the form and what a text is as a value of one: a choice, a list
 * of them, a date, an address. A value is read strictly and compares by slug;
 * nothing is put right here (see intake.h for that).
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/bounds.h"
#include "base/zone.h"
#include "policy/outcome.h"

enum ta_type {
	TA_TYPE_TEXT,
	TA_TYPE_EMAIL,
	TA_TYPE_CHOICE,
	TA_TYPE_LIST,
	TA_TYPE_YES_NO, /* a choice of no (0) and yes (1) */
	TA_TYPE_DATE,
	TA_TYPE_SPANS
};

/* One of the values of a choice or list. */
struct ta_choice {
	struct ta_slice slug;	 /* NUL-terminated */
	struct ta_slice *labels; /* what forms call it */
	size_t n_labels;
};

struct ta_field {
	struct ta_slice name; /* NUL-terminated */
	enum ta_type type;
	enum ta_severity missing;
	enum ta_severity invalid;
	bool private;	    /* never shown in a message */
	bool staff;	    /* staff fill it in, not the form */
	bool verified;	    /* a roster may overrule the form */
	bool open;	    /* a list that takes any slug */
	const char *supply; /* how a requester may still answer; or NULL */
	struct ta_choice *choices;
	size_t n_choices;
	struct ta_slice *labels; /* what forms call the field */
	size_t n_labels;
	struct ta_slice *blanks; /* answers that say there is none */
	size_t n_blanks;
};

/* A set of a field's choices, by index. */
struct ta_bits {
	uint64_t word[TA_VALUES_MAX / 64];
};

static inline void
ta_bits_set(struct ta_bits *bits, size_t i)
{
	bits->word[i / 64] |= UINT64_C(1) << i % 64;
}

static inline bool
ta_bits_has(const struct ta_bits *bits, size_t i)
{
	return (bits->word[i / 64] >> i % 64 & 1) != 0;
}

/* Do the two share a choice? */
static inline bool
ta_bits_meet(const struct ta_bits *a, const struct ta_bits *b)
{
	uint64_t shared = 0;

	for (size_t i = 0; i < TA_VALUES_MAX / 64; i++)
		shared |= a->word[i] & b->word[i];
	return shared != 0;
}

/* Does `all` hold every choice of `some`? */
static inline bool
ta_bits_within(const struct ta_bits *some, const struct ta_bits *all)
{
	uint64_t outside = 0;

	for (size_t i = 0; i < TA_VALUES_MAX / 64; i++)
		outside |= some->word[i] & ~all->word[i];
	return outside == 0;
}

enum ta_state {
	TA_UNREAD,
	TA_BLANK, /* nothing but white space */
	TA_VALID,
	TA_INVALID /* not blank, and not a value of the field's type */
};

struct ta_value {
	enum ta_state state;
	bool strange; /* holds an item that is none of the choices */
	ta_day day;   /* of a date, at the office */
	bool exact;   /* of a date: its time, if any, was shown there once */
	struct ta_bits bits; /* of a choice, list or yes-no */
};

/* Reads a text as a value of the field; the zone says which day it is. */
void ta_value_read(const struct ta_field *field, const struct ta_zone *zone,
    struct ta_slice text, struct ta_value *value);

/*
 * The index of the choice with this slug, -1 where there is none. "other: …" is
 * the choice "other" of a list.
 */
int ta_field_choice(const struct ta_field *field, struct ta_slice text);

/*
 * Is it one address that mail can be sent to: name@domain with a dot in the
 * domain, without blanks, quotes or lists (the dot-atom form of RFC 5322,
 * section 3.4.1, letters of other scripts allowed, but not their blanks,
 * quotes, dashes and what cannot be seen)?
 */
bool ta_email_is_valid(struct ta_slice text);

/* What a value of a field is shown for. */
enum ta_shown_for {
	TA_TO_NAME, /* the record that is meant, as its id does */
	TA_TO_TELL  /* what somebody has answered */
};

/*
 * May anybody but those who work on the record see what is in the field: in a
 * message, an explanation, a calendar? What is private, never. What is only
 * told may be no text and no address either, since these hold whatever was
 * written.
 */
bool ta_field_may_show(const struct ta_field *field, enum ta_shown_for what);

/*
 * Appends a text of the field as it compares with others and as digests take
 * it: without outer blanks and carriage returns, an address in lower case.
 */
void ta_field_fold(
    const struct ta_field *field, struct ta_slice value, struct ta_text *text);

/* The names of the types, n of them, as the policy spells them. */
const char *const *ta_type_names(size_t *n);

#endif
