#ifndef TA_INTAKE_H
#define TA_INTAKE_H

/*
 * From a form's row to a record: what the form calls a column becomes a field
 * of the policy, and what it calls an answer one of the policy's values. All
 * files give records under one header, the union of their columns. It puts
 * spelling right and nothing else: what it does not know it keeps as it is, for
 * ta-validate to report.
 */

#include "intake/headings.h"

struct ta_intake;

/*
 * An intake for a policy and a form's map, which may be NULL; both outlive it.
 * The map counts for what comes from the form, not for what has been through
 * intake before. Free with ta_intake_free.
 */
struct ta_intake *ta_intake_new(
    const struct ta_policy *policy, const struct ta_map *map);
void ta_intake_free(struct ta_intake *intake);

/*
 * The caller fills the field in, so no header has to have it although the
 * policy requires it.
 */
void ta_intake_expect(struct ta_intake *intake, int field);

/*
 * Takes the columns of the file that has just been turned to: 0, or -1 with
 * the error set. Two columns for one field are an error, unless the map unites
 * them: texts with a blank between, lists as one. So is a header without a
 * field that the policy requires.
 */
int ta_intake_turn(
    struct ta_intake *intake, struct ta_files *files, struct ta_error *error);

/*
 * Makes a record of the row that has just been read: 0, or -1 with the error
 * set. It has the place of the row, and its fault, where it cannot be a record:
 * then its fields are what they seem to be, for an alert and nothing else.
 * What the map has stands where the form says nothing. The record is borrowed
 * until the next call.
 */
int ta_intake_take(struct ta_intake *intake, struct ta_files *files,
    struct ta_record **record, struct ta_error *error);

/*
 * Rewrites a record's fields in canonical form, in place; `columns` has the
 * position of each field of the policy, or -1. What it writes is borrowed until
 * the next call.
 */
void ta_intake_normalise(
    struct ta_intake *intake, struct ta_record *record, const int *columns);

/* The header of all records; the caller may append what it fills in. */
struct ta_header *ta_intake_header(struct ta_intake *intake);

/* The column of each field, or -1; borrowed until the next call of any. */
const int *ta_intake_columns(struct ta_intake *intake);

/*
 * The headings of the map that no file of the form has had, one a call, from
 * *next = 0 on; NULL when there are no more.
 */
const char *ta_intake_unmet(const struct ta_intake *intake, size_t *next);

/* As ta_headings_nearly, of the file that was turned to. */
const char *ta_intake_nearly(
    struct ta_intake *intake, struct ta_slice *heading);

#endif
