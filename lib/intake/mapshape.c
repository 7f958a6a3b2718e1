#include "intake/mapreading.h"

/* What a map may have: loadmap.c loads it by this, key by key. */

static const char *const versions[] = {TA_MAP_VERSION};
static const struct ta_shape version_shape = {.words = TA_WORDS(versions)};

static const struct ta_shape field_shape = {
    .says = "The name of a field of the policy."};
static const struct ta_shape item_shape = {
    .says = "A value of the field, or any word where it has none."};
static const struct ta_key item_keys[] = {
    {"field", &field_shape, true, "A field that is a list."},
    {"item", &item_shape, true, "The item that the column is."}};
static const struct ta_shape item_of_shape = {
    .want = TA_WANT_MAP, TA_KEYS(item_keys)};
static const struct ta_shape meaning_shape = {
    .says = "A field of the policy; drop: left out; pass: as it is; event, "
	    "at, by, note or undoes, for ta-log."};
static const struct ta_shape column_shape = {.want = TA_WANT_EITHER,
    .own_kind = true,
    .either =
	(const struct ta_shape *const[]){&item_of_shape, &meaning_shape, NULL}};
static const struct ta_shape columns_shape = {.want = TA_WANT_MAP,
    .says = "Headings of the form, and what their columns are.",
    .each = &column_shape};

static const struct ta_shape value_shape = {
    .says = "A value of the field; \"\" is no answer.", .null = true};
static const struct ta_shape answers_shape = {.want = TA_WANT_MAP,
    .says = "Answers of the form, and the values that they are.",
    .own_kind = true,
    .each = &value_shape};
static const struct ta_shape values_shape = {.want = TA_WANT_MAP,
    .says = "Fields, and what the form says for their values.",
    .each = &answers_shape};
static const struct ta_shape constants_shape = {.want = TA_WANT_MAP,
    .says = "Fields, and their values where the form says nothing.",
    .each = &ta_shape_text};
static const struct ta_shape other_shape = {
    .says = "other, the value that keeps words.",
    .pattern = "^[^A-Za-z0-9]*[Oo][Tt][Hh][Ee][Rr][^A-Za-z0-9]*$",
    .wordy = true};
static const struct ta_shape write_ins_shape = {.want = TA_WANT_MAP,
    .says = "Fields for which the form has a free line.",
    .each = &other_shape};
static const struct ta_shape identity_shape = {.want = TA_WANT_TEXTS,
    .says = "Fields of the policy.",
    .items = &field_shape,
    .filled = true};
static const struct ta_shape encoding_shape = {
    .says = "A name that iconv knows, such as windows-1252.", .pattern = "."};

static const struct ta_key keys[] = {
    {"version", &version_shape, true, "The version of this language."},
    {"name", &ta_shape_text, false, "The name of the map, for its readers."},
    {"encoding", &encoding_shape, false, "The encoding of the export."},
    {"delimiter", &ta_map_delimiter_shape, false,
	"What is between the cells of CSV; without it the sign that the header "
	"has most often."},
    {"header_rows", &ta_map_header_rows_shape, false,
	"How many header rows CSV has; without it 1."},
    {"dates", &ta_map_dates_shape, false,
	"The order of a date such as 11/2/2026; without it the policy's."},
    {"timezone", &ta_shape_text, false,
	"The zone of times that have none, such as America/New_York."},
    {"list_separator", &ta_map_separator_shape, false,
	"What is between the answers of a list."},
    {"columns", &columns_shape, false, "What each heading means."},
    {"values", &values_shape, false, "What each answer means."},
    {"constants", &constants_shape, false,
	"The values of fields for which the form says nothing."},
    {"write_ins", &write_ins_shape, false,
	"Where words that are no value are kept as other."},
    {"id_prefix", &ta_shape_text, false,
	"A beginning for every id of the form, such as gf-."},
    {"identity", &identity_shape, false,
	"The fields that an id of this form is made from."},
};

const struct ta_shape ta_map_shape = {.want = TA_WANT_MAP, TA_KEYS(keys)};
