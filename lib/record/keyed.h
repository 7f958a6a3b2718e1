#ifndef TA_KEYED_H
#define TA_KEYED_H

/*
 * Records as keys and values, which YAML and JSON Lines have in common: how
 * they are read field by field, under a header that may grow, and which fields
 * are written. The syntax is the caller's.
 */

#include "record/format.h"

struct ta_keyed_field;

/*
 * A record while it is read. Zero-initialised it is ready, once form and manner
 * are set. Free with ta_keyed_free.
 */
struct ta_keyed {
	const struct ta_header *form; /* borrowed until ta_keyed_free */
	enum ta_manner manner;
	struct ta_text key;   /* the name of the current field */
	struct ta_text bytes; /* the record's fields, one after the other */
	struct ta_keyed_field *fields;
	size_t count;
	size_t room;
	size_t items;		  /* of the list that is being read */
	size_t next_column;	  /* where the next key is in most files */
	size_t end;		  /* behind the last column that it has yet */
	const char *fault;	  /* lenient: why it cannot be a record … */
	struct ta_place fault_at; /* … and where */
	struct ta_slice whole;	  /* the text of a record that was refused */
};

void ta_keyed_free(struct ta_keyed *keyed);

/*
 * The columns before the first record. In strict reading they are the form's.
 * In lenient reading there are none: the keys are the form's own names, and
 * intake knows which fields they mean.
 */
void ta_keyed_columns(const struct ta_keyed *keyed, struct ta_header *header);

/* Forgets the record and begins the next. */
void ta_keyed_begin(struct ta_keyed *keyed);

/*
 * Makes a name the key, after the first `prefix` bytes of the key before it: 0,
 * or -1 with the error set, where it has bytes that no record may hold. Lenient
 * reading only remembers such bytes.
 */
int ta_keyed_key(struct ta_keyed *keyed, size_t prefix, struct ta_slice name,
    const struct ta_place *at, struct ta_error *error);

/*
 * Begins the field of the key, which is added to the header where it lacks it:
 * 0, or -1 with the error set, where the record has the field already, or there
 * are too many columns.
 */
int ta_keyed_field(struct ta_keyed *keyed, struct ta_header *header,
    const struct ta_place *at, struct ta_error *error);

/*
 * The field's text, or one more item of its list. A ";" would end an item: in
 * strict reading it is an error, in lenient reading it becomes a comma. 0 or
 * -1.
 */
void ta_keyed_text(struct ta_keyed *keyed, struct ta_slice text);
int ta_keyed_item(struct ta_keyed *keyed, struct ta_slice text,
    const struct ta_place *at, struct ta_error *error);

/*
 * Ends the field: 0, or -1 with the error set, where it is too long or has
 * bytes that no record may hold. Lenient reading only remembers such bytes.
 */
int ta_keyed_end(
    struct ta_keyed *keyed, const struct ta_place *at, struct ta_error *error);

/*
 * Makes of the record one that was refused at a place: its whole text is a
 * surplus after the columns, so that nothing is lost. The header keeps the
 * `had` columns that it had before. The text and `why` are borrowed until the
 * next ta_keyed_begin.
 */
void ta_keyed_refuse(struct ta_keyed *keyed, struct ta_header *header,
    size_t had, struct ta_slice whole, const char *why,
    const struct ta_place *at);

/*
 * Gives the record its fields and its fault, borrowed until the next
 * ta_keyed_begin.
 */
void ta_keyed_record(const struct ta_keyed *keyed,
    const struct ta_header *header, struct ta_record *record);

/*
 * Checks that the names of the header can be keys: none is empty, none occurs
 * twice. 0, or -1 with the error set; `format` is the name of the format for
 * people.
 */
int ta_keyed_writable(
    const struct ta_header *header, const char *format, struct ta_error *error);

/*
 * Called with *next = 0 at first, gives one column at a time that is written:
 * the record's own, then the tools', since a later record may bring a new key;
 * but those of a view in its order.
 * An empty field of the form is left out, and so is a field that the record
 * never had. False when there are no more, and *column is not to be used.
 */
bool ta_keyed_next(const struct ta_header *header,
    const struct ta_record *record, size_t *next, size_t *column);

/*
 * Whether a column is written as items; joined again, they are the very same
 * cell.
 */
bool ta_keyed_is_list(const struct ta_column *column, struct ta_slice value);

#endif
