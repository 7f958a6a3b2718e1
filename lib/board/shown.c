#include "board/shown.h"
#include "record/columns.h"

/* Whether a column of the tools has nothing of the requester's. */
static bool
is_of_tools(struct ta_slice name)
{
	static const char *const private[] = {TA_COL_CC, TA_COL_TO,
	    TA_COL_SUBJECT, TA_COL_LETTER, TA_COL_EXTRA, TA_COL_MESSAGE};
	size_t n;
	const char *const *names = ta_columns_names(&n);

	if (!ta_slice_begins(name, ta_slice_of("ta_")))
		return false;
	for (size_t i = 0; i < TA_COUNT(private); i++)
		if (ta_slice_equal(name, ta_slice_of(private[i])))
			return false;
	for (size_t i = 0; i < n; i++)
		if (ta_slice_equal(name, ta_slice_of(names[i])))
			return true;
	return false;
}

/* Whether a field says who the requester is, though staff fill it in. */
static bool
is_of_requester(const struct ta_policy *policy, const struct ta_field *field)
{
	const struct ta_history *history = &policy->history;

	for (size_t i = 0; i < history->n_requester; i++)
		if (field == &policy->vocabulary.fields[history->requester[i]])
			return true;
	return false;
}

bool
ta_page_shows(const struct ta_page *page, const struct ta_board_column *column)
{
	if (page->private)
		return true;
	if (column->kind != TA_BOARD_GROUP && column->kind != TA_BOARD_CELL)
		return true;
	if (column->field != NULL)
		return !column->field->private ||
		       (column->field->staff &&
			   !is_of_requester(page->policy, column->field));
	return ta_period_named(column->column) != TA_NO_PERIOD ||
	       is_of_tools(column->column);
}

struct ta_slice
ta_page_value(const struct ta_page *page, const struct ta_field *field,
    struct ta_slice value)
{
	struct ta_value read;
	int choice;

	if (page->private || field == NULL || ta_slice_blank(value) ||
	    field->type == TA_TYPE_TEXT || field->type == TA_TYPE_EMAIL)
		return value;
	if (field->n_choices > 0) {
		choice = ta_field_choice(field, value);
		return choice == -1 ? ta_slice_of("other")
				    : field->choices[choice].slug;
	}
	ta_value_read(field, page->policy->zone, value, &read);
	return read.state == TA_VALID ? value : ta_slice_of("other");
}
