#ifndef TA_KEYED_H
#define TA_KEYED_H

/*
 * Records as keys and values, which is what YAML and JSON Lines have in common:
 * reading one field by field under a header that may grow, and which fields are
 * written. It knows neither syntax.
 */

#include "record/format.h"

struct ta_keyed_field;

/*
 * A record while it is read. It is ready when it is zero but for form and
 * manner, which are the caller's. Free with ta_keyed_free.
 */
struct ta_keyed {
	const struct ta_header *form; /* outlives it */
	enum ta_manner manner;
	struct ta_text bytes; /* of the record, field behind field */
	struct ta_keyed_field *fields;
	size_t count;
	size_t room;
	size_t items;		  /* of the list that is being read */
	size_t next_column;	  /* where the next key most likely is */
	const char *fault;	  /* lenient: what no record may hold … */
	struct ta_place fault_at; /* … and where */
};

void ta_keyed_free(struct ta_keyed *keyed);

/*
 * The columns before the first record: behind the door the form's. At the door
 * keys are a form's own; the door knows the fields.
 */
void ta_keyed_columns(const struct ta_keyed *keyed, struct ta_header *header);

/* Forgets the record; the next begins. */
void ta_keyed_begin(struct ta_keyed *keyed);

/*
 * Begins the field of a name, which the header gains where it has none: 0, or
 * -1 with the error set: the record has it already, or there are too many.
 */
int ta_keyed_name(struct ta_keyed *keyed, struct ta_header *header,
    struct ta_slice name, const struct ta_place *at, struct ta_error *error);

/*
 * The field's text, or one more item of its list. A ";" would end an item: it
 * is an error behind the door and becomes a comma at it. 0 or -1.
 */
void ta_keyed_text(struct ta_keyed *keyed, struct ta_slice text);
int ta_keyed_item(struct ta_keyed *keyed, struct ta_slice text,
    const struct ta_place *at, struct ta_error *error);

/*
 * Ends the field: 0, or -1 with the error set: it is too long, or holds what no
 * record may, which lenient reading only remembers.
 */
int ta_keyed_end(
    struct ta_keyed *keyed, const struct ta_place *at, struct ta_error *error);

/*
 * Looks at a key or value for what no record may hold: 0, or -1 with the error
 * set; lenient reading remembers it and says 0.
 */
int ta_keyed_check(struct ta_keyed *keyed, struct ta_slice text,
    const struct ta_place *at, struct ta_error *error);

/* Lays the fields and the fault out; they are borrowed until the next begin. */
void ta_keyed_record(const struct ta_keyed *keyed,
    const struct ta_header *header, struct ta_record *record);

/*
 * Can the names of the header be keys: none is empty, none stands twice? 0, or
 * -1 with the error set; `format` is its name for people.
 */
int ta_keyed_writable(
    const struct ta_header *header, const char *format, struct ta_error *error);

/*
 * Is the value of a column written on one side, the record's own or the tools'?
 * An empty intake field is left out, and so is one that the record never had.
 */
bool ta_keyed_is_written(
    const struct ta_column *column, struct ta_slice value, bool tools);

/* Is it written as items, so that they joined again are the very same cell? */
bool ta_keyed_is_list(const struct ta_column *column, struct ta_slice value);

#endif
