#ifndef TA_ADMISSION_H
#define TA_ADMISSION_H

/*
 * What happens to a row at the door: it is refused, with the reason and in a
 * form that can be corrected, or it becomes a record, with an id of its own and
 * the place it came from, and is set aside until all have been read. A request
 * of somebody who must not wait is told of at once.
 */

#include "record/input.h"
#include "intake/join.h"
#include "policy/policy.h"
#include "record/report.h"
#include "record/part.h"
#include "record/spool.h"

struct ta_admission_options {
	const char *received; /* a date for records that have none, or NULL */
	const char *rejects;  /* a path for the rows refused, or NULL */
	const struct ta_map *map; /* of the form, or NULL; outlives the door */
	struct ta_join **joins;	  /* staff's tables, n of them, in turn */
	size_t n_joins;
	char *ledger;	      /* records go there and nowhere else, or NULL */
	struct ta_part shard; /* only these records are taken */
	bool safe;	      /* what is written may gain apostrophes */
	const char *folder;   /* for temporary files */
	ta_day today;
	const bool *switches;
};

struct ta_admission_counts {
	size_t taken;
	size_t rejected;
	size_t again;	/* the very same record, met before */
	size_t damaged; /* lines of the ledger that are no records */
};

struct ta_admission;

/*
 * A door for a policy; policy, report and options outlive it. NULL with the
 * error set where that fails. Free with ta_admission_close.
 */
struct ta_admission *ta_admission_open(const struct ta_policy *policy,
    const struct ta_admission_options *options, struct ta_report *report,
    struct ta_error *error);
void ta_admission_close(struct ta_admission *admission);

/* How an input names its columns for this door; borrowed. */
const struct ta_naming *ta_admission_naming(
    const struct ta_admission *admission);

/*
 * Appends the columns that the door fills to the input's header; where
 * `whole_form` is true, all fields of the policy are columns and come first.
 * From here on a ledger is ours alone, and what is in it is known. 0 or -1.
 */
int ta_admission_start(struct ta_admission *admission, struct ta_input *input,
    bool whole_form, struct ta_error *error);

/* Takes or refuses the record that the input has just given: 0 or -1. */
int ta_admission_take(struct ta_admission *admission, struct ta_input *input,
    struct ta_record *record, struct ta_error *error);

/* Only says whether it is a record: 0 or -1. */
int ta_admission_inspect(struct ta_admission *admission, struct ta_input *input,
    const struct ta_record *record, struct ta_error *error);

/*
 * Hands all records to `take`, the tools' columns last, or sets them aside for
 * the ledger, and writes the rejects: 0 or -1.
 */
int ta_admission_finish(struct ta_admission *admission,
    const struct ta_header *header, ta_spool_take *take, void *arg,
    struct ta_error *error);

/* Puts the rejects in place, and the records into the ledger: 0 or -1. */
int ta_admission_place(struct ta_admission *admission, struct ta_error *error);

struct ta_admission_counts ta_admission_counts(
    const struct ta_admission *admission);

#endif
