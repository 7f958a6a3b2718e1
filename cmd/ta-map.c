#include "intake/suggest.h"
#include "tool/filter.h"

struct map {
	const char *path; /* of the map so far, or NULL */
	const char *encoding;
	struct ta_map *map;
	struct ta_suggest *suggest;
};

static int
begin(struct ta_filter *filter, struct ta_error *error)
{
	struct map *map = filter->self;

	if (ta_map_begin(map->path, map->encoding, filter->policy, &map->map,
		&filter->reading.reading, error) == -1)
		return -1;
	map->suggest = ta_suggest_new(filter->policy, map->map);
	filter->kind = TA_DOCUMENT;
	return 1;
}

static int
record(
    struct ta_filter *filter, struct ta_record *record, struct ta_error *error)
{
	struct map *map = filter->self;

	(void)error;
	ta_suggest_look(map->suggest, filter->header, record);
	return 0;
}

static int
finish(
    struct ta_filter *filter, struct ta_text *summary, struct ta_error *error)
{
	struct map *map = filter->self;

	(void)summary;
	(void)error;
	ta_suggest_print(map->suggest, filter->header,
	    ta_files_place(filter->files).file, ta_filter_text(filter));
	return 0;
}

static void
end(struct ta_filter *filter)
{
	struct map *map = filter->self;

	ta_suggest_free(map->suggest);
	ta_map_free(map->map);
}

static const struct ta_option options[] = {
    {'m', "map", "map", TA_FILE_READ, offsetof(struct map, path),
	"the map of the form, as far as there is one"},
    {0, "encoding", "name", TA_TEXT, offsetof(struct map, encoding),
	"encoding of the files, by iconv's name", 1},
    {0},
};

static struct ta_tool tool = {
    .cli = {.name = "ta-map",
	.purpose = "make a map of a form's export",
	.options = options,
	.common = "fhopqVv"},
    .is_intake = true,
    .begin = begin,
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
