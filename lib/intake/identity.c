#include "base/digest.h"
#include "intake/identity.h"

/* Appends a field as digests take it, with a NUL after it. */
static void
add_field(
    struct ta_text *text, const struct ta_field *field, struct ta_slice value)
{
	ta_field_fold(field, value, text);
	ta_text_add_char(text, '\0');
}

void
ta_identity_make(const struct ta_policy *policy, const int *from, size_t n,
    const struct ta_record *record, const int *columns, struct ta_text *fields,
    struct ta_text *id)
{
	ta_text_clear(fields);
	for (size_t i = 0; i < n; i++) {
		int field = from[i];

		add_field(fields, &policy->vocabulary.fields[field],
		    ta_record_get(record, columns[field]));
	}
	ta_text_add_string(id, "ta-");
	ta_digest_add(id, ta_text_slice(fields, 0));
}

const int *
ta_identity_from(
    const struct ta_policy *policy, const struct ta_map *map, size_t *n)
{
	bool own = map != NULL && map->n_id_from > 0;

	*n = own ? map->n_id_from : policy->n_id_from;
	return own ? map->id_from : policy->id_from;
}
