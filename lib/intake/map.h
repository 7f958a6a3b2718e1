#ifndef TA_MAP_H
#define TA_MAP_H

/*
 * A form's map, from a YAML file with a closed schema: how its export is read,
 * which headings mean which fields, and what its answers are called
 * (ta-map(5)). It holds what the file says; intake.h and answer.h apply it.
 */

#include "policy/policy.h"
#include "record/format.h"

/* A heading and the meaning of its column. */
struct ta_map_column {
	struct ta_slice heading;
	int field;	      /* of the policy; -1: the column is left out */
	bool pass;	      /* -1, but the column passes as it is */
	struct ta_slice word; /* the same, by this name: a word of events */
	struct ta_slice item; /* of a list: a column a choice; else absent */
};

/* A form's name of a value of a field. */
struct ta_map_value {
	int field;
	struct ta_slice label;
	struct ta_slice value;
};

/* The value of a field that the form leaves blank. */
struct ta_map_constant {
	int field;
	struct ta_slice text;
};

struct ta_map {
	const char *path; /* for messages */
	struct ta_reading reading;
	enum ta_date_order dates;
	const char *zone_name;	    /* NULL: the policy's */
	const struct ta_zone *zone; /* for times without a zone */
	char separator; /* between items of lists; 0: known options, ; and , */
	struct ta_map_column *columns;
	size_t n_columns;
	struct ta_map_value *values;
	size_t n_values;
	struct ta_map_constant *constants;
	size_t n_constants;
	bool *write_ins; /* by field: the form has a free line there */
	struct ta_slice id_prefix;
	int *id_from;	  /* the fields that an id is made from; none: */
	size_t n_id_from; /* those of the policy */
	struct ta_zone *own_zone;
	struct ta_arena arena;
};

/* The version of the language of maps. */
#define TA_MAP_VERSION "1"

/* The shape of a map: its tables are those that it is loaded by. */
extern const struct ta_shape ta_map_shape;

/*
 * Loads a map for a policy, which is borrowed until ta_map_free. NULL with the
 * error set at the first error in the file.
 */
struct ta_map *ta_map_load(
    const char *path, const struct ta_policy *policy, struct ta_error *error);
void ta_map_free(struct ta_map *map);

/*
 * Loads the map of a path, NULL for none, into *map, and sets how files are
 * read by it. An encoding that is not NULL counts before the map's. 0, or -1
 * with the error set.
 */
int ta_map_begin(const char *path, const char *encoding,
    const struct ta_policy *policy, struct ta_map **map,
    struct ta_reading *reading, struct ta_error *error);

/*
 * What the map says of a heading, compared by slug, as a person sees it (see
 * entity.h); NULL where nothing.
 */
const struct ta_map_column *ta_map_column(
    const struct ta_map *map, struct ta_slice heading);

#endif
