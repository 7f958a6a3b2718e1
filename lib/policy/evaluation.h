#ifndef TA_EVALUATION_H
#define TA_EVALUATION_H

/*
 * A record as conditions see it: the values of its fields, each read when it is
 * first needed, and what has been decided about the record so far. It decides
 * nothing itself.
 */

#include "record/record.h"
#include "policy/memo.h"
#include "policy/vocabulary.h"

struct ta_condition;
struct ta_evaluation;
struct ta_test;

/*
 * A watcher of the evaluation: it is told of every condition, as it is tried.
 */
struct ta_trace {
	/* `failed` is the first line that does not hold, NULL where all do */
	void (*tried)(void *context, const struct ta_condition *when,
	    const struct ta_test *failed, struct ta_evaluation *evaluation);
	void *context;
};

struct ta_evaluation {
	const struct ta_vocabulary *vocabulary;
	const struct ta_trace *trace; /* or NULL; it changes nothing */
	const struct ta_record *record;
	ta_day today;
	const bool *switches; /* by index: which are on for the record */

	/*
	 * The switches before a record says which are on, in its ta_switches.
	 * Those that are `said` it does not change; NULL: it changes none.
	 */
	const bool *given;
	const bool *said;
	int told_at;	     /* the column, or -1 */
	struct ta_text told; /* a cell of it, */
	bool *as_told;	     /* what it says, */
	bool strange;	     /* and whether it names what is no switch */

	/* Decided before a condition needs it; ta_evaluation_set clears it. */
	enum ta_outcome early;
	enum ta_outcome outcome;
	ta_day target;	/* TA_NO_DAY where there is none */
	bool *findings; /* by index: which were found */
	int *found;	/* the same as indices, in policy order */
	size_t n_found;
	unsigned severities; /* of these findings, a bit each */

	const struct ta_header *header; /* a record may bring columns */
	size_t n_columns;		/* that were looked at */
	int verified; /* position of the column with what staff said, or -1 */
	int *columns; /* of each field: its position in the record, or -1 */
	const struct ta_value **values; /* NULL: not read yet */
	struct ta_memo *memos;		/* of each field */

	/* Facts that are known to hold, and not to; sets of 256 each. */
	bool facts_seen; /* by an index, all of them */
	struct ta_bits *is;
	struct ta_bits *is_not;
};

/*
 * An evaluation of records under a header. A field that the header lacks is
 * blank. Vocabulary, header and switches outlive it. Free with
 * ta_evaluation_free.
 */
struct ta_evaluation *ta_evaluation_new(const struct ta_vocabulary *vocabulary,
    const struct ta_header *header, ta_day today, const bool *switches);
void ta_evaluation_free(struct ta_evaluation *evaluation);

/*
 * Turns to another record and forgets the one before. The record is borrowed
 * until the next call. The switches are those that its ta_switches names.
 */
void ta_evaluation_set(
    struct ta_evaluation *evaluation, const struct ta_record *record);

/* Whether the record's ta_switches names what is no switch of the policy. */
static inline bool
ta_evaluation_strange(const struct ta_evaluation *evaluation)
{
	return evaluation->switches == evaluation->as_told &&
	       evaluation->strange;
}

/* Adds a finding, by index, with its severity. */
void ta_evaluation_find(
    struct ta_evaluation *evaluation, int finding, enum ta_severity severity);

/* The text of a field of the record, borrowed as the record is. */
static inline struct ta_slice
ta_evaluation_text(const struct ta_evaluation *evaluation, int field)
{
	return ta_record_get(evaluation->record, evaluation->columns[field]);
}

/* Reads a field that has not been read, and returns its value. */
const struct ta_value *ta_evaluation_read(
    struct ta_evaluation *evaluation, int field);

/*
 * The value of a field of the record, read once; borrowed until
 * ta_evaluation_set.
 */
static inline const struct ta_value *
ta_evaluation_value(struct ta_evaluation *evaluation, int field)
{
	const struct ta_value *value = evaluation->values[field];

	return value != NULL ? value : ta_evaluation_read(evaluation, field);
}

#endif
