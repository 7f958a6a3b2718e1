#ifndef TA_EVENTHINT_H
#define TA_EVENTHINT_H

/*
 * What a person may have meant who has said only a part of an event: a value
 * without its field, or without the event that carries it. It is only for a
 * message; nothing is read by likeness. A message shows values of the policy,
 * never what was written.
 */

#include "policy/policy.h"

/*
 * Appends "BEFORE'decided decision=accept' or …?": the events, each with a
 * field that it takes and a value which the word is, or begins with. Nothing
 * where there is no such value, or more than a few.
 */
void ta_event_hint_word(const struct ta_policy *policy, struct ta_slice word,
    const char *before, struct ta_text *text);

/*
 * Checks the words of an event that is given by hand, which come after its
 * name: 0, or -1 with the error set where one is not FIELD=VALUE. `event` may
 * be the name of none.
 */
int ta_event_hint_check(const struct ta_policy *policy, struct ta_slice event,
    const char *const *words, size_t n, struct ta_error *error);

/*
 * Appends which fields an event takes, "decision, ethics_flag or overuse_flag";
 * "a field that it takes" where there are many.
 */
void ta_event_hint_takes(
    const struct ta_policy *policy, int kind, struct ta_text *text);

/* Whether a text begins with a date whose year has two digits, as 11/24/26. */
bool ta_event_hint_short_year(struct ta_slice text);

#endif
