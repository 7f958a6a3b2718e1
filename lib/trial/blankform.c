#include "trial/trial.h"

/* Adds the values of a field, as comments, then the field. */
static void
add_field(const struct ta_field *field, struct ta_text *text)
{
	size_t n;

	ta_text_printf(text, "# %s%s", ta_type_names(&n)[field->type],
	    field->if_blank == TA_SEVERITY_NONE ? "" : ", required");
	if (field->open)
		ta_text_add_string(text, " of any names");
	for (size_t i = 0; i < field->n_choices && !field->open; i++)
		ta_text_printf(text, "%s %s", i == 0 ? ":" : ",",
		    field->choices[i].slug.data);
	ta_text_printf(text, "\n%s:%s\n", field->name.data,
	    field->type == TA_TYPE_LIST ? " []" : "");
}

int
ta_trial_blankform(struct ta_trial *trial, struct ta_error *error)
{
	const struct ta_vocabulary *form = &trial->context->policy->vocabulary;

	(void)error;
	ta_text_add_string(trial->text, "---\n");
	for (size_t i = 0; i < form->n_fields; i++)
		if (!form->fields[i].staff)
			add_field(&form->fields[i], trial->text);
	return 0;
}

int
ta_trial_print(struct ta_trial *trial, struct ta_error *error)
{
	(void)error;
	ta_text_add_slice(trial->text, trial->policy);
	return 0;
}
