#ifndef TA_PAST_H
#define TA_PAST_H

/*
 * The requests that have gone by, by requester: how many lie between two
 * moments, which they are, how many show a sign, and the latest with some
 * content. Each answer and each addition takes the logarithm of what the
 * requester has asked, in whatever order requests come, unless their moments
 * were chosen against it. What a request or a sign is, is the caller's.
 *
 * With n signs a request takes 44 + 4 n bytes and those of its id. A requester
 * takes 16 bytes and a place in a table.
 */

#include "base/text.h"

struct ta_past;

/* No requests yet, which may show so many signs, TA_SIGNS_MAX at the most. */
struct ta_past *ta_past_new(size_t n_signs);
void ta_past_free(struct ta_past *past);

/* A request to be added. */
struct ta_request {
	int64_t at;	  /* its moment, in any unit */
	uint64_t content; /* what repeats have in common */
	struct ta_slice id;
	uint16_t signs; /* a bit for each that it shows */
};

/* Makes all that follows be about this requester, until the next call. */
void ta_past_turn(struct ta_past *past, struct ta_slice requester);

/* Adds a request; a copy of its id is kept. */
void ta_past_add(struct ta_past *past, const struct ta_request *request);

/*
 * How many requests have a moment from `first` to `last`, and into shown[i] how
 * many of them show the i-th sign.
 */
size_t ta_past_count(
    const struct ta_past *past, int64_t first, int64_t last, size_t *shown);

/*
 * Appends the ids of the n latest of those that have a moment up to `last`, the
 * latest at the end, joined by ";". An id in which there is a ";" has "," for
 * it.
 */
void ta_past_ids(
    const struct ta_past *past, int64_t last, size_t n, struct ta_text *text);

/*
 * The id of the latest request with this content and a moment from `first` to
 * `last`, borrowed until another is added; NULL data where there is none. Of
 * those of one moment the one that was added last is the latest.
 */
struct ta_slice ta_past_latest(
    const struct ta_past *past, uint64_t content, int64_t first, int64_t last);

#endif
