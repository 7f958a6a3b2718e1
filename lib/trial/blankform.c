#include "trial/blankform.h"

/* What may be answered, as comments before the field. */
static void
add_field(const struct ta_field *field, struct ta_text *text)
{
	size_t n;

	ta_text_printf(text, "# %s%s", ta_type_names(&n)[field->type],
	    field->missing == TA_SEVERITY_NONE ? "" : ", required");
	if (field->open)
		ta_text_add_string(text, " of any names");
	for (size_t i = 0; i < field->n_choices && !field->open; i++)
		ta_text_printf(text, "%s %s", i == 0 ? ":" : ",",
		    field->choices[i].slug.data);
	ta_text_printf(text, "\n%s:%s\n", field->name.data,
	    field->type == TA_TYPE_LIST ? " []" : "");
}

void
ta_blankform_add(const struct ta_policy *policy, struct ta_text *text)
{
	ta_text_add_string(text, "---\n");
	for (size_t i = 0; i < policy->vocabulary.n_fields; i++)
		if (!policy->vocabulary.fields[i].staff)
			add_field(&policy->vocabulary.fields[i], text);
}
