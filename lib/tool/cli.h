#ifndef TA_CLI_H
#define TA_CLI_H

/*
 * The command line of every tool. It is parsed by the tables of options; the
 * policy, the day and the switches are loaded as it says. Only here is the
 * environment read. No record is read here.
 */

#include "file/places.h"
#include "tool/options.h"

/*
 * Makes sure that descriptors 0 to 2 are open, so that no file of ours becomes
 * one of them. Using one that was closed is an error.
 */
void ta_cli_guard_descriptors(void);

/*
 * Reads options and operands into the cli and into `self`. Returns an exit
 * status, or -1 to go on.
 */
int ta_cli_parse(struct ta_cli *cli, int argc, char **argv);

/*
 * Loads the policy, the day and the switches: 0, or -1 with the error set. From
 * then on the process is restricted to the files of its command line
 * (sandbox.h).
 */
int ta_cli_load(struct ta_cli *cli, struct ta_error *error);

/*
 * Loads another policy for the same day and switches into `beside`, which
 * borrows from `cli` and is freed before it, with ta_cli_free. 0, or -1 with
 * the error set.
 */
int ta_cli_load_beside(const struct ta_cli *cli, const char *path,
    struct ta_cli *beside, struct ta_error *error);

/*
 * The operands, n of them, or "-" where there are none, with a hint if standard
 * input is a terminal. Borrowed as long as cli.
 */
const char *const *ta_cli_paths(struct ta_cli *cli, size_t *n);

/*
 * Notes all files that the command line has read, standard input where it
 * `reads_input` and has no operand, so that no output can replace one.
 */
void ta_cli_note_places(
    const struct ta_cli *cli, bool reads_input, struct ta_places *places);

/* How the command line wants files to be read. */
struct ta_files_options ta_cli_reading(
    const struct ta_cli *cli, enum ta_manner manner);

/*
 * The path of the policy in force, borrowed as long as cli; NULL for the
 * built-in one.
 */
const char *ta_cli_policy_path(const struct ta_cli *cli);

/* Writes a text to standard output: 0, or -1 with the error set. */
int ta_cli_print(const struct ta_text *text, struct ta_error *error);

/* Says the error, unless it is empty, and frees all. Returns TA_FAILED. */
int ta_cli_fail(struct ta_cli *cli, const struct ta_error *error);

/*
 * Ends a run, whose status is -1 where the error is set: frees all, and
 * returns the exit status, which is TA_PARTLY where `partly` is true.
 */
int ta_cli_end(
    struct ta_cli *cli, int status, bool partly, const struct ta_error *error);

void ta_cli_free(struct ta_cli *cli);

#endif
