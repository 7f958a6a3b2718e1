#ifndef TA_FIELD_H
#define TA_FIELD_H

/*
 * The fields of the form, and a text as a value of a field: a choice, a list of
 * choices, a date, an address. A value is read strictly and compares by slug.
 * Nothing is corrected here; intake/answer.h does that.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/bounds.h"
#include "base/slug.h"
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

/* A text that a condition compares a field with. */
struct ta_named {
	struct ta_slice text;
	const struct ta_named *next;
};

struct ta_field {
	struct ta_slice name; /* NUL-terminated */
	enum ta_type type;
	enum ta_severity if_blank; /* of the finding that it makes then */
	enum ta_severity if_invalid;
	bool private;  /* never shown in a message */
	bool staff;    /* filled in by staff, not by the form */
	bool verified; /* staff's table may overrule the form */
	bool open;     /* a list that takes any slug: it was given no values */
	const char *supply; /* a verb: how to answer later; or NULL */
	struct ta_choice *choices;
	size_t n_choices;
	struct ta_slice *labels; /* names of the field in forms */
	size_t n_labels;
	struct ta_slice *blanks; /* answers that mean no answer */
	size_t n_blanks;
	const struct ta_named *named; /* of a text or address, by conditions */
	bool compared; /* a condition compares it with another field */
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

/* Adds the choices of another set. */
static inline void
ta_bits_add(struct ta_bits *bits, const struct ta_bits *more)
{
	for (size_t i = 0; i < TA_VALUES_MAX / 64; i++)
		bits->word[i] |= more->word[i];
}

/* Whether the two have a choice in common. */
static inline bool
ta_bits_meet(const struct ta_bits *a, const struct ta_bits *b)
{
	uint64_t shared = 0;

	for (size_t i = 0; i < TA_VALUES_MAX / 64; i++)
		shared |= a->word[i] & b->word[i];
	return shared != 0;
}

/* Whether `all` holds every choice of `some`. */
static inline bool
ta_bits_within(const struct ta_bits *some, const struct ta_bits *all)
{
	uint64_t outside = 0;

	for (size_t i = 0; i < TA_VALUES_MAX / 64; i++)
		outside |= some->word[i] & ~all->word[i];
	return outside == 0;
}

enum ta_state {
	TA_BLANK, /* nothing but white space; of a text, or a word for it */
	TA_VALID,
	TA_INVALID /* not blank, and not a value of the field's type */
};

#define TA_STATES (TA_INVALID + 1)

struct ta_value {
	enum ta_state state;
	bool strange;	     /* an item is not one of the choices */
	ta_day day;	     /* of a date, at the office */
	bool exact;	     /* of a date: the office's clock showed it once */
	unsigned row;	     /* the state, or above all states the place of
				a choice, in one number */
	struct ta_bits bits; /* of a choice, list or yes-no */
};

/* The value of an empty text, of any field. */
extern const struct ta_value ta_value_blank;

/* Reads a text as a value of the field; the zone says which day it is. */
void ta_value_read(const struct ta_field *field, const struct ta_zone *zone,
    struct ta_slice text, struct ta_value *value);

/*
 * Whether the text is one of the field's words for nothing, by slug. Intake
 * empties such an answer, but for free text, which stays as it was written.
 */
bool ta_field_is_none(const struct ta_field *field, struct ta_slice text);

/*
 * The index of the choice with this slug, -1 where there is none. "other: …" is
 * the choice "other" of a list.
 */
int ta_field_choice(const struct ta_field *field, struct ta_slice text);

/*
 * Whether the text is one address that mail can be sent to: name@domain with a
 * dot in the domain, without blanks, quotes or lists. That is the dot-atom form
 * of RFC 5322, section 3.4.1, with letters of other scripts, but without their
 * blanks, quotes, dashes and invisible characters.
 */
bool ta_email_is_valid(struct ta_slice text);

/* Why the value of a field is shown. */
enum ta_shown_for {
	TA_TO_NAME, /* to name the record, as its id does */
	TA_TO_TELL  /* to tell what somebody has answered */
};

/*
 * Whether people who do not work on the record may see the field's value: in a
 * message, an explanation, a calendar. A private field is never shown. To tell
 * an answer, texts and addresses are not shown either, since they hold whatever
 * was written.
 */
bool ta_field_may_show(const struct ta_field *field, enum ta_shown_for what);

/*
 * Appends a text of the field as it compares with others and as digests take
 * it: without outer blanks and carriage returns, an address in lower case.
 */
void ta_field_fold(
    const struct ta_field *field, struct ta_slice value, struct ta_text *text);

/*
 * Appends a value of the field as answers compare: an address in lower case, a
 * list as the set of its items, anything else by its letters and digits. A
 * value without any of these appends nothing.
 */
void ta_field_key(
    const struct ta_field *field, struct ta_slice value, struct ta_text *text);

/* Appends what a value of the field is, for a message: "a date, such as …". */
void ta_field_expected(const struct ta_field *field, struct ta_text *text);

/* The names of the types, n of them, as the policy spells them; their shape. */
extern const struct ta_shape ta_type_shape;
const char *const *ta_type_names(size_t *n);

#endif
