#include <string.h>

#include "file/decode.h"
#include "intake/mapreading.h"

#define ONE_SIGN "[^A-Za-z0-9\"\\r\\u0080-\\u{10ffff}"

const struct ta_shape ta_map_delimiter_shape = {
    .says = "The character between the cells of CSV, or auto.",
    .pattern = "^(auto|" ONE_SIGN "\\n])$",
    .wordy = true};
const struct ta_shape ta_map_separator_shape = {
    .says = "The character between the answers of a list.",
    .pattern = "^" ONE_SIGN "]$",
    .wordy = true};

static const char *const rows[] = {"1", "2"};
const struct ta_shape ta_map_header_rows_shape = {
    .kind = "a number of header rows", .words = TA_WORDS(rows)};
const struct ta_shape ta_map_dates_shape = {
    .kind = "an order of dates", .words = TA_WORDS(ta_date_orders)};

static bool
is_letter_or_digit(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9');
}

/* Loads one character that separates cells or items; 0 with the error set. */
static char
load_character(const struct ta_node *node, char never, struct ta_error *error)
{
	struct ta_slice text = node->text;
	char c = text.len == 1 ? text.data[0] : '\0';

	if (c == '\0' || c == '"' || c == '\r' || c == never ||
	    is_letter_or_digit(c) || (unsigned char)c >= 0x80) {
		ta_node_refuse(node, error,
		    "'%s' has to be one character, such as \";\" or \"\\t\", "
		    "but not a letter, digit or quote",
		    node->key.data);
		return '\0';
	}
	return c;
}

/* Checks that iconv knows the encoding: 0 or -1. */
static int
check_encoding(const struct ta_node *node, struct ta_error *error)
{
	struct ta_decoder *decoder;

	if (node->text.len == 0)
		return ta_node_refuse(node, error,
		    "expected the name of an encoding; 'iconv -l' lists them");
	decoder = ta_decoder_open(node->text.data, &node->at, error);
	ta_decoder_close(decoder);
	return decoder == NULL ? -1 : 0;
}

static int
load_reading(
    struct ta_map *map, const struct ta_node *root, struct ta_error *error)
{
	struct ta_reading *reading = &map->reading;
	const struct ta_node *node = ta_node_get(root, "delimiter");

	reading->manner = TA_LENIENT;
	reading->encoding = ta_node_text(root, "encoding").data;
	if (reading->encoding != NULL &&
	    check_encoding(ta_node_get(root, "encoding"), error) == -1)
		return -1;
	if (node != NULL && strcmp(node->text.data, "auto") != 0) {
		reading->delimiter = load_character(node, '\n', error);
		if (reading->delimiter == '\0')
			return -1;
	}
	node = ta_node_get(root, "header_rows");
	if (node != NULL) {
		int at = ta_shape_word(node, &ta_map_header_rows_shape, error);

		if (at == -1)
			return -1;
		reading->header_rows = (size_t)at + 1;
	}
	node = ta_node_get(root, "list_separator");
	if (node == NULL)
		return 0;
	map->separator = load_character(node, '\0', error);
	return map->separator == '\0' ? -1 : 0;
}

static int
load_dates(struct ta_map *map, const struct ta_policy *policy,
    const struct ta_node *root, struct ta_error *error)
{
	const struct ta_node *node = ta_node_get(root, "dates");

	map->dates = policy->dates;
	map->zone = policy->zone;
	if (node != NULL) {
		int at = ta_shape_word(node, &ta_map_dates_shape, error);

		if (at == -1)
			return -1;
		map->dates = (enum ta_date_order)at;
	}
	node = ta_node_get(root, "timezone");
	if (node == NULL)
		return 0;
	map->zone_name = node->text.data;
	if (strcmp(map->zone_name, ta_zone_name(map->zone)) == 0)
		return 0;
	map->own_zone = ta_zone_open(map->zone_name, &node->at, error);
	map->zone = map->own_zone;
	return map->zone == NULL ? -1 : 0;
}

int
ta_map_load_reading(struct ta_map *map, const struct ta_policy *policy,
    const struct ta_node *root, struct ta_error *error)
{
	return load_reading(map, root, error) == -1
		   ? -1
		   : load_dates(map, policy, root, error);
}
