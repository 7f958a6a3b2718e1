#include <stdlib.h>

#include "base/entity.h"
#include "base/slug.h"
#include "intake/map.h"

int
ta_map_begin(const char *path, const char *encoding,
    const struct ta_policy *policy, struct ta_map **map,
    struct ta_reading *reading, struct ta_error *error)
{
	const struct ta_reading before = *reading;

	if (path != NULL) {
		*map = ta_map_load(path, policy, error);
		if (*map == NULL)
			return -1;
		*reading = (*map)->reading;
		reading->by_libcsv = before.by_libcsv;
		reading->by_jansson = before.by_jansson;
	}
	if (encoding != NULL)
		reading->encoding = encoding;
	return 0;
}

void
ta_map_free(struct ta_map *map)
{
	if (map == NULL)
		return;
	ta_zone_free(map->own_zone);
	ta_arena_free(&map->arena);
	free(map);
}

const struct ta_map_column *
ta_map_column(const struct ta_map *map, struct ta_slice heading)
{
	struct ta_text decoded = {0};
	size_t i = 0;
	bool by_bytes;

	heading = ta_entity_decode(heading, &decoded);
	/* "#" and "*" have no slug to compare by. */
	by_bytes = ta_slug_equal(heading, ta_slice_of(""));
	for (; i < map->n_columns; i++)
		if (by_bytes ? ta_slice_equal(map->columns[i].heading, heading)
			     : ta_slug_equal(map->columns[i].heading, heading))
			break;
	ta_text_free(&decoded);
	return i < map->n_columns ? &map->columns[i] : NULL;
}
