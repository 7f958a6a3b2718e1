#ifndef TA_INTAKE_H
#define TA_INTAKE_H

/*
 * What a form calls a column becomes a field of the policy, and what it calls
 * an answer one of the policy's values. It puts spelling right and nothing
 * else: what it does not know it keeps as it is, for ta-validate to report.
 */

#include "record/input.h"
#include "intake/map.h"

struct ta_intake;

/*
 * An intake for a policy and a form's map, which may be NULL; both outlive it.
 * The map counts for what comes from the form, not for what has been through
 * the door before. Free with ta_intake_free.
 */
struct ta_intake *ta_intake_new(
    const struct ta_policy *policy, const struct ta_map *map);
void ta_intake_free(struct ta_intake *intake);

/*
 * The field that a form's heading means, by name or (not where `by_name`)
 * label, or -1. A heading compares by slug.
 */
int ta_intake_field(
    const struct ta_policy *policy, struct ta_slice heading, bool by_name);

/*
 * How an input names its columns through this intake; borrowed. Two columns for
 * one field are an error, unless the map unites them: texts with a blank
 * between, lists as one. So is a header without one that the policy requires.
 */
const struct ta_naming *ta_intake_naming(struct ta_intake *intake);

/* Has the file in hand been through the door before? */
bool ta_intake_is_canonical(const struct ta_intake *intake);

/*
 * The headings of the map that no file of the form has had, one a call, from
 * *next = 0 on; NULL when there are no more.
 */
const char *ta_intake_unmet(const struct ta_intake *intake, size_t *next);

/*
 * Fields that are not asked of the header although the policy requires them,
 * since the caller fills them in: `field` is one of them.
 */
void ta_intake_expect(struct ta_intake *intake, int field);

/*
 * Rewrites the record's fields in canonical form, in place, and fills in what
 * the map has where the form says nothing; `columns` has the position of each
 * field of the policy, or -1. What it writes is borrowed until the next call.
 */
void ta_intake_normalise(
    struct ta_intake *intake, struct ta_record *record, const int *columns);

#endif
