#include "file/schema.h"
#include "intake/draft.h"
#include "intake/formchange.h"
#include "tool/filter.h"

struct map {
	const char *with; /* a map that there is, to be compared with */
	const char *encoding;
	struct ta_map *map;
	struct ta_look look;
	size_t canonical; /* files that have been through intake */
	struct ta_guess *guess;
};

static int
begin(struct ta_filter *filter, struct ta_error *error)
{
	struct map *map = filter->self;

	if (ta_map_begin(map->with, map->encoding, filter->policy, &map->map,
		&filter->reading.reading, error) == -1)
		return -1;
	filter->kind = TA_DOCUMENT;
	return 1;
}

static int
start(struct ta_filter *filter, struct ta_error *error)
{
	struct map *map = filter->self;

	(void)error;
	map->canonical += ta_files_is_canonical(filter->files);
	ta_look_turn(&map->look, ta_files_header(filter->files),
	    ta_files_format(filter->files)->has_header &&
		filter->reading.reading.header_rows != 2);
	return 0;
}

static int
record(
    struct ta_filter *filter, struct ta_record *record, struct ta_error *error)
{
	struct map *map = filter->self;

	(void)error;
	if (!ta_look_take(&map->look, ta_files_header(filter->files), record))
		filter->read--;
	return 0;
}

static int
finish(
    struct ta_filter *filter, struct ta_text *summary, struct ta_error *error)
{
	struct map *map = filter->self;
	struct ta_text *out = filter->text;
	size_t changes = 0;

	(void)error;
	map->guess = ta_guess_new(filter->policy, map->map, &map->look);
	if (map->map == NULL)
		ta_draft_print(map->guess, ta_files_place(filter->files).file,
		    map->encoding, out);
	else
		changes = ta_formchange_print(map->guess, out);
	if (map->look.faults > 0)
		ta_text_printf(
		    summary, ", %zu that cannot be records", map->look.faults);
	if (map->map != NULL)
		ta_text_printf(summary, ", changes: %zu", changes);
	if (map->canonical > 0)
		ta_text_printf(summary,
		    "; files that have been through ta-submit, and need no "
		    "map: %zu",
		    map->canonical);
	filter->partly = changes > 0 || map->look.faults > 0;
	return 0;
}

static void
end(struct ta_filter *filter)
{
	struct map *map = filter->self;

	ta_guess_free(map->guess);
	ta_look_free(&map->look);
	ta_map_free(map->map);
}

static void
add_schema(struct ta_text *text)
{
	ta_schema_add(
	    text, &ta_map_shape, "urn:ta-utils:map", "A map of ta-utils");
}

static const struct ta_option options[] = {
    {0, "encoding", "name", TA_TEXT, offsetof(struct map, encoding),
	"encoding of the files, by iconv's name", 1},
    {0, "schema", NULL, TA_SHOW_SCHEMA, 0,
	"print the JSON Schema of maps, and exit"},
    {0, "with", "map", TA_FILE_READ, offsetof(struct map, with),
	"say what it does not know, instead of printing one"},
    {0},
};

static struct ta_tool tool = {
    .cli = {.name = "ta-map",
	.purpose = "make a map of a form's export",
	.options = options,
	.common = "fhopqVv",
	.add_schema = add_schema},
    .is_intake = true,
    .begin = begin,
    .start = start,
    .record = record,
    .finish = finish,
    .end = end,
};

int
main(int argc, char **argv)
{
	struct map map = {0};

	return ta_filter_main(&tool, &map, argc, argv);
}
