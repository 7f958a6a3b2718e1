#ifndef TA_HARNESS_H
#define TA_HARNESS_H

/*
 * What the fuzzers share. Each fuzz-NAME.c is one entry that is given bytes: by
 * libFuzzer, which makes them up, or by replay.c, from files. Where something
 * does not hold the program is ended, so that either of them notices.
 */

#include <stdint.h>

#include "record/files.h"
#include "policy/policy.h"

/* The entry, by libFuzzer's name for it. Returns 0. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Ends the program where the condition does not hold. */
#define MUST(condition) harness_must((condition) != 0, #condition, __LINE__)
void harness_must(int holds, const char *what, int line);

/* The built-in policy, loaded once. */
const struct ta_policy *harness_policy(void);

/*
 * Opens bytes, which are borrowed, as records of a format, and at intake of
 * an encoding, as a tool would. NULL with the error set where they are refused.
 */
struct ta_files *harness_open(struct ta_slice bytes, const char *format,
    const struct ta_reading *how, struct ta_error *error);

/*
 * Reads records of one format and writes them in another, after what `out`
 * holds; records with a fault are left out. False with the error set where
 * something is refused.
 */
bool harness_convert(struct ta_slice bytes, const char *from,
    const struct ta_reading *how, const char *to, struct ta_text *out,
    struct ta_error *error);

/* What has been written is read and written again, and has to be the same. */
void harness_canonical(const struct ta_text *written, const char *format);

/*
 * Reads bytes in both manners and writes the records in the same format. That
 * is canonical, at intake up to the order of its columns.
 */
void harness_both(struct ta_slice bytes, const char *format);

#endif
