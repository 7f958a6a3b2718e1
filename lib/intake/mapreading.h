#ifndef TA_MAPREADING_H
#define TA_MAPREADING_H

/*
 * How a form's export is read, by its map: encoding, delimiter, header rows,
 * what separates items of lists, the order of dates and their zone.
 */

#include "file/shape.h"
#include "intake/map.h"

/* The shapes of these keys. */
extern const struct ta_shape ta_map_delimiter_shape, ta_map_header_rows_shape,
    ta_map_dates_shape, ta_map_separator_shape;

/*
 * Loads these keys of a map's root into the map, or what the policy says where
 * it lacks them: 0, or -1 with the error set. Texts are borrowed from the tree.
 */
int ta_map_load_reading(struct ta_map *map, const struct ta_policy *policy,
    const struct ta_node *root, struct ta_error *error);

#endif
