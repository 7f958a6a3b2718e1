#include "ledger/maskedline.h"
#include "record/columns.h"

/* What a line is. */
enum kind { REQUEST, EVENT, UNDONE };

static enum kind
kind_of(const struct ta_header *header, const struct ta_record *record)
{
	struct ta_slice event = ta_record_get(
	    record, ta_header_find(header, ta_slice_of(TA_COL_EVENT), 0));

	if (ta_slice_blank(event))
		return REQUEST;
	return ta_slug_equal(event, ta_slice_of(TA_UNDONE)) ? UNDONE : EVENT;
}

/* Whether a column that is no field stays as it is. */
static bool
is_kept(struct ta_slice name, enum kind kind)
{
	static const struct {
		const char *name;
		enum kind least;
	} kept[] = {{TA_COL_EVENT, EVENT}, {TA_COL_AT, EVENT},
	    {TA_COL_BY, EVENT}, {TA_COL_UNDOES, UNDONE}};

	for (size_t i = 0; i < TA_COUNT(kept); i++)
		if (ta_slice_equal(name, ta_slice_of(kept[i].name)))
			return kind >= kept[i].least;
	return false;
}

/* Where a record came from: only a number says no word. */
static struct ta_slice
origin_of(struct ta_slice name, struct ta_slice cell)
{
	if (ta_slice_equal(name, ta_slice_of(TA_COL_SOURCE)))
		return ta_slice_of("");
	for (size_t i = 0; i < cell.len; i++)
		if (!ta_is_digit(cell.data[i]))
			return ta_slice_of("");
	return cell;
}

void
ta_masked_line(const struct ta_policy *policy, struct ta_mask *mask,
    size_t request, const struct ta_header *header,
    const struct ta_record *record, struct ta_slice day,
    struct ta_event_row *row)
{
	const struct ta_vocabulary *vocabulary = &policy->vocabulary;
	struct ta_slice id = vocabulary->fields[policy->id_field].name;
	enum kind kind = kind_of(header, record);

	/* A line begins with its id. */
	ta_event_row_add(row, id, TA_COLUMN_OTHER,
	    ta_slice_trim(
		ta_record_get(record, ta_header_find(header, id, 0))));
	for (size_t i = 0; i < header->count; i++) {
		struct ta_slice name = header->columns[i].name;
		struct ta_slice cell = ta_record_get(record, (int)i);
		int field = ta_vocabulary_field(vocabulary, name);

		if (cell.data == NULL || field == policy->id_field)
			continue;
		if (field != -1)
			cell = ta_mask_cell(mask, request, field, cell);
		if (ta_slice_equal(name, ta_slice_of(TA_COL_SOURCE)) ||
		    ta_slice_equal(name, ta_slice_of(TA_COL_LINE)))
			cell = origin_of(name, cell);
		else if (field == -1 ? !is_kept(name, kind)
				     : kind == REQUEST && cell.len == 0)
			continue;
		ta_event_row_add(row, name,
		    field != -1 &&
			    vocabulary->fields[field].type == TA_TYPE_LIST
			? TA_COLUMN_LIST
			: TA_COLUMN_OTHER,
		    cell);
	}
	ta_event_row_add(
	    row, ta_slice_of(TA_COL_FORGOTTEN), TA_COLUMN_TOOL, day);
}
