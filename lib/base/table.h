#ifndef TA_TABLE_H
#define TA_TABLE_H

/*
 * A table of things by their ids: one entry for each id, in the order in which
 * the ids came. Ids are not kept: two are the same if 64 bits of their SHA-256
 * are. An id takes the bytes of its entry and 6 to 11 more.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"

struct ta_table;

/*
 * An empty table of entries of a size. The first member of an entry is a
 * uint64_t, which belongs to the table. Free with ta_table_free.
 */
struct ta_table *ta_table_new(size_t size);
void ta_table_free(struct ta_table *table);

/*
 * The entry of an id, borrowed until another is added. Where the id has none,
 * it is made, all zero, and *made is true.
 */
void *ta_table_add(struct ta_table *table, struct ta_slice id, bool *made);

/*
 * The entry of an id, borrowed until another is added; NULL where the id has
 * none.
 */
void *ta_table_find(const struct ta_table *table, struct ta_slice id);

/*
 * The number of the id's entry, counted from 0 in the order in which they were
 * made; -1 where the id has none.
 */
int ta_table_index(const struct ta_table *table, struct ta_slice id);

/*
 * The key of an id, the same in every table; and what is done by it, where it
 * is needed more than once.
 */
uint64_t ta_table_key(struct ta_slice id);
void *ta_table_add_by(struct ta_table *table, uint64_t key, bool *made);
int ta_table_index_by(const struct ta_table *table, uint64_t key);

/*
 * How many entries there are, and the i-th of them, borrowed until another is
 * added.
 */
size_t ta_table_count(const struct ta_table *table);
void *ta_table_at(const struct ta_table *table, size_t i);

#endif
