#include <stdlib.h>

#include "base/table.h"
#include "intake/kin.h"

#define NONE UINT32_MAX

/* The requests with the same values in all fields of a list of `same`. */
struct family {
	uint64_t own;  /* the table's */
	uint32_t last; /* of `links` */
};

struct link {
	uint32_t request;
	uint32_t before; /* or NONE */
};

struct ta_kin {
	const struct ta_policy *policy;
	struct ta_table *families;
	struct link *links;
	size_t count;
	size_t room;
	struct ta_text key;
};

struct ta_kin *
ta_kin_new(const struct ta_policy *policy)
{
	struct ta_kin *kin = ta_alloc(1, sizeof(*kin));

	kin->policy = policy;
	kin->families = ta_table_new(sizeof(struct family));
	return kin;
}

void
ta_kin_free(struct ta_kin *kin)
{
	if (kin == NULL)
		return;
	ta_table_free(kin->families);
	ta_text_free(&kin->key);
	free(kin->links);
	free(kin);
}

/* Appends a value to the key as it compares; false where it says nothing. */
static bool
add_value(struct ta_kin *kin, int field, struct ta_slice value)
{
	const struct ta_policy *policy = kin->policy;
	const struct ta_field *about = &policy->vocabulary.fields[field];
	size_t before = kin->key.len;
	struct ta_time time;

	if (field == policy->receipt) {
		if (!ta_time_parse(ta_slice_trim(value), &time) ||
		    !time.has_time)
			return false;
		ta_text_printf(&kin->key, "%lld",
		    (long long)ta_zone_instant(policy->zone, &time));
	} else {
		ta_field_key(about, value, &kin->key);
	}
	if (kin->key.len == before)
		return false;
	ta_text_add_char(&kin->key, '\0');
	return true;
}

/* The key of a record by a list of `same`; false where it has none. */
static bool
make_key(struct ta_kin *kin, size_t list, const int *columns,
    const struct ta_record *record)
{
	const struct ta_same *same = &kin->policy->same[list];

	ta_text_clear(&kin->key);
	ta_text_printf(&kin->key, "%zu ", list);
	for (size_t i = 0; i < same->count; i++)
		if (!add_value(kin, same->fields[i],
			ta_record_get(record, columns[same->fields[i]])))
			return false;
	return true;
}

void
ta_kin_add(struct ta_kin *kin, uint32_t request, const int *columns,
    const struct ta_record *record)
{
	for (size_t i = 0; i < kin->policy->n_same; i++) {
		struct family *family;
		bool made;

		if (!make_key(kin, i, columns, record))
			continue;
		family = ta_table_add(
		    kin->families, ta_text_slice(&kin->key, 0), &made);
		ta_grow((void **)&kin->links, &kin->room, kin->count,
		    sizeof(*kin->links));
		kin->links[kin->count] =
		    (struct link){request, made ? NONE : family->last};
		family->last = (uint32_t)kin->count++;
	}
}

/* The first field of addresses in a list of `same`, or -1. */
static int
address_of(const struct ta_policy *policy, const struct ta_same *same)
{
	for (size_t i = 0; i < same->count; i++) {
		const struct ta_field *field =
		    &policy->vocabulary.fields[same->fields[i]];

		if (field->type == TA_TYPE_EMAIL && field->n_choices == 0)
			return same->fields[i];
	}
	return -1;
}

bool
ta_kin_sift(const struct ta_policy *policy, const int *columns,
    const struct ta_record *record, struct ta_sift *sift)
{
	for (size_t i = 0; i < policy->n_same; i++) {
		int field = address_of(policy, &policy->same[i]);
		struct ta_slice value;

		if (field == -1)
			return false;
		value = ta_record_get(record, columns[field]);
		if (!ta_slice_blank(value) && !ta_sift_add_address(sift, value))
			return false;
	}
	return true;
}

static bool
is_among(const uint32_t *found, size_t n, uint32_t request)
{
	for (size_t i = 0; i < n; i++)
		if (found[i] == request)
			return true;
	return false;
}

size_t
ta_kin_find(struct ta_kin *kin, const int *columns,
    const struct ta_record *record, uint32_t *found, size_t most)
{
	size_t n = 0;

	for (size_t i = 0; i < kin->policy->n_same; i++) {
		const struct family *family = NULL;

		if (make_key(kin, i, columns, record))
			family = ta_table_find(
			    kin->families, ta_text_slice(&kin->key, 0));
		for (uint32_t at = family == NULL ? NONE : family->last;
		     at != NONE && n < most; at = kin->links[at].before)
			if (!is_among(found, n, kin->links[at].request))
				found[n++] = kin->links[at].request;
	}
	return n;
}
