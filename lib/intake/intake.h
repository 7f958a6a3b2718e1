#ifndef TA_INTAKE_H
#define TA_INTAKE_H

/*
 * Intake: a form's row becomes a record. The form's names of columns become
 * fields of the policy, and its answers the policy's values. All files give
 * records under one header, the union of their columns. Only spelling is
 * corrected: an answer that is not known is kept as it is, for ta-validate to
 * report.
 */

#include "intake/headings.h"

struct ta_intake;

/*
 * An intake for a policy and a form's map, which may be NULL; both are borrowed
 * until ta_intake_free. The map does not count for files that have been through
 * intake before.
 */
struct ta_intake *ta_intake_new(
    const struct ta_policy *policy, const struct ta_map *map);
void ta_intake_free(struct ta_intake *intake);

/*
 * Says that the caller fills the field in, so that a header may lack it
 * although the policy requires it.
 */
void ta_intake_expect(struct ta_intake *intake, int field);

/*
 * Reads only the fields that are wanted, and requires none: all other columns
 * are left out. `wanted`, by field, is borrowed until ta_intake_free; it is
 * looked at when a column is met.
 */
void ta_intake_only(struct ta_intake *intake, const bool *wanted);

/*
 * Takes the columns of the current file: 0, or -1 with the error set. See
 * ta_headings_turn.
 */
int ta_intake_turn(
    struct ta_intake *intake, struct ta_files *files, struct ta_error *error);

/*
 * Makes a record of the last row: 0, or -1 with the error set. It has the place
 * of the row and its fault. With a fault it cannot be a record, and its fields
 * are for alerts only. Constants of the map fill fields that the form leaves
 * blank. The record is borrowed until the next call.
 */
int ta_intake_take(struct ta_intake *intake, struct ta_files *files,
    struct ta_record **record, struct ta_error *error);

/*
 * By field, whether the last record has an answer there that is none of the
 * form's: no value of a choice, or of a list that has values. Borrowed until
 * ta_intake_free.
 */
const bool *ta_intake_strange(const struct ta_intake *intake);

/*
 * By field, whether the last record has a word there that the policy has for no
 * answer. Where the field is blank, that was the answer. Borrowed until
 * ta_intake_free.
 */
const bool *ta_intake_none(const struct ta_intake *intake);

/* Whether the current file has a column for a field, or something fills it. */
bool ta_intake_has(const struct ta_intake *intake, int field);

/*
 * Rewrites a record's fields in canonical form. `columns` has the position of
 * each field of the policy, or -1. The new texts are borrowed until the next
 * call.
 */
void ta_intake_normalise(
    struct ta_intake *intake, struct ta_record *record, const int *columns);

/*
 * The header of all records, borrowed until ta_intake_free. The caller may
 * append the columns that it fills in.
 */
struct ta_header *ta_intake_header(struct ta_intake *intake);

/*
 * The column of each field, or -1; borrowed until the next call of any
 * function.
 */
const int *ta_intake_columns(struct ta_intake *intake);

/* As ta_headings_unmet. */
const char *ta_intake_unmet(const struct ta_intake *intake, size_t *next);

/* As ta_headings_nearly. */
const char *ta_intake_nearly(
    struct ta_intake *intake, struct ta_slice *heading);

#endif
