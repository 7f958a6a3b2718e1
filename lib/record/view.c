#include <stdlib.h>

#include "record/columns.h"
#include "record/view.h"

struct ta_viewed {
	const struct ta_view *view;
	const struct ta_header *form;
	struct ta_header header;
	struct ta_record record;
	int *at;	    /* where each column is, or -1 */
	size_t looked;	    /* columns of the header so far */
	struct ta_text cut; /* the columns that are cut, of one record */
};

struct ta_viewed *
ta_viewed_new(const struct ta_view *view, const struct ta_header *form)
{
	struct ta_viewed *viewed = ta_alloc(1, sizeof(*viewed));

	viewed->view = view;
	viewed->form = form;
	viewed->at = ta_alloc(view->count, sizeof(*viewed->at));
	viewed->header.in_order = true;
	for (size_t i = 0; i < view->count; i++) {
		const struct ta_view_column *column = &view->columns[i];

		ta_header_add(&viewed->header, column->name, form);
		viewed->at[i] = -1;
		/* Under whatever name, it is not what a tool has decided. */
		if (!ta_slice_equal(column->name, column->column))
			viewed->header.columns[i].kind = TA_COLUMN_OTHER;
	}
	return viewed;
}

void
ta_viewed_free(struct ta_viewed *viewed)
{
	if (viewed == NULL)
		return;
	ta_header_free(&viewed->header);
	ta_record_free(&viewed->record);
	ta_text_free(&viewed->cut);
	free(viewed->at);
	free(viewed);
}

/* Finds the columns that were not there among those that are. */
static void
look(struct ta_viewed *viewed, const struct ta_header *header)
{
	for (size_t i = 0; i < viewed->view->count; i++)
		if (viewed->at[i] == -1)
			viewed->at[i] = ta_header_find(header,
			    viewed->view->columns[i].column, viewed->looked);
	viewed->looked = header->count;
}

/* Refuses a column that the header lacks, unless it is known: 0 or -1. */
static int
check_missing(const struct ta_viewed *viewed, struct ta_slice column,
    const struct ta_header *header, struct ta_error *error)
{
	const struct ta_view *view = viewed->view;
	struct ta_names names = TA_NAMES(viewed->form->columns,
	    viewed->form->count, struct ta_column, name.data);
	struct ta_names here = TA_NAMES(
	    header->columns, header->count, struct ta_column, name.data);
	size_t n;
	const char *const *of_tools = ta_columns_names(&n);
	struct ta_names tools = ta_names_of(of_tools, n);

	names.more = &tools;
	tools.more = &here;
	here.more = view->also.count > 0 ? &view->also : NULL;
	return ta_names_index(column, NULL,
		   here.more != NULL ? "a view or a column" : "a column", names,
		   error) == -1
		   ? -1
		   : 0;
}

const struct ta_header *
ta_viewed_begin(struct ta_viewed *viewed, const struct ta_header *header,
    struct ta_error *error)
{
	look(viewed, header);
	for (size_t i = 0; i < viewed->view->count; i++) {
		struct ta_slice column = viewed->view->columns[i].column;
		int at = viewed->at[i];

		if (at == -1 &&
		    check_missing(viewed, column, header, error) == -1)
			return NULL;
		if (at != -1 &&
		    ta_header_find(header, column, (size_t)at + 1) != -1) {
			ta_error_set(error, NULL, "there are two columns '%s'",
			    column.data);
			return NULL;
		}
	}
	return &viewed->header;
}

/* Appends the first words of a text, and "…" where there are more. */
static void
add_words(struct ta_text *text, struct ta_slice rest, size_t words)
{
	size_t n = 0;

	rest = ta_slice_trim(rest);
	while (rest.len > 0) {
		size_t white = ta_white_run(rest);

		if (white > 0 && ++n == words) {
			ta_text_add_string(text, "…");
			return;
		}
		ta_text_add(text, white > 0 ? " " : rest.data, 1);
		ta_slice_pass(&rest, white > 0 ? white : 1);
	}
}

/* Points the columns that are cut to their texts, which follow each other. */
static void
set_cut(struct ta_viewed *viewed)
{
	const char *data = ta_text_string(&viewed->cut);

	for (size_t i = 0; i < viewed->view->count; i++)
		if (viewed->view->columns[i].words > 0) {
			viewed->record.fields[i].data = data;
			data += viewed->record.fields[i].len;
		}
}

void
ta_viewed_take(struct ta_viewed *viewed, const struct ta_header **header,
    const struct ta_record **record)
{
	const struct ta_view *view = viewed->view;
	struct ta_record *seen = &viewed->record;

	if (viewed->looked != (*header)->count)
		look(viewed, *header);
	ta_record_follow(seen, *record, view->count);
	ta_text_clear(&viewed->cut);
	for (size_t i = 0; i < view->count; i++) {
		struct ta_slice value = ta_record_get(*record, viewed->at[i]);
		size_t start = viewed->cut.len;

		if (value.data == NULL || view->columns[i].fill_in)
			value = (struct ta_slice){"", 0};
		if (view->columns[i].words > 0) {
			add_words(&viewed->cut, value, view->columns[i].words);
			value.len = viewed->cut.len - start;
		}
		seen->fields[i] = value;
	}
	set_cut(viewed);
	*header = &viewed->header;
	*record = seen;
}
