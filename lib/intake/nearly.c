#include <stdlib.h>

#include "base/entity.h"
#include "base/mem.h"
#include "base/names.h"
#include "intake/nearly.h"

/* No heading of a form's field is as long; a longer one is a whole question. */
#define HEADING_MOST 100

const char *
ta_nearly(
    const struct ta_policy *policy, struct ta_slice heading, const bool *others)
{
	const struct ta_vocabulary *vocabulary = &policy->vocabulary;
	struct ta_names *names =
	    ta_alloc(2 * vocabulary->n_fields + 1, sizeof(*names));
	struct ta_text decoded = {0};
	const char *nearest = NULL;
	size_t n = 0;

	for (size_t i = 0; i < vocabulary->n_fields; i++) {
		struct ta_field *of = &vocabulary->fields[i];

		if (others[i])
			continue;
		names[n++] = TA_NAMES(of, 1, struct ta_field, name.data);
		names[n++] =
		    TA_NAMES(of->labels, of->n_labels, struct ta_slice, data);
	}
	for (size_t i = 0; i + 1 < n; i++)
		names[i].more = &names[i + 1];
	heading = ta_slice_trim(ta_entity_decode(heading, &decoded));
	if (n > 0 && heading.len <= HEADING_MOST)
		nearest = ta_names_nearest(heading, names[0]);
	ta_text_free(&decoded);
	free(names);
	return nearest;
}
