#ifndef TA_MEM_H
#define TA_MEM_H

/*
 * Memory: allocation that succeeds or ends the program, and an arena for things
 * that live and die together. It keeps no counts and offers no allocator hooks.
 * This is the only place of the library that exits: a tool that has no memory
 * left has written nothing that it must take back.
 */

#include <stddef.h>

/*
 * Ends the program with a message. All functions below do so where memory is
 * gone; this one is for callers of libraries that report it.
 */
_Noreturn void ta_no_memory(void);

/* Zeroed memory for n things of a size, the caller's to free(3). Never NULL. */
void *ta_alloc(size_t n, size_t size);

/* Resizes p to n things of a size, as reallocarray(3). Never NULL. */
void *ta_resize(void *p, size_t n, size_t size);

/*
 * Makes room for one more thing in the array *array of `count` things with room
 * for *room, doubling when it is full. *array and *room start NULL and 0.
 */
void ta_grow(void **array, size_t *room, size_t count, size_t size);

/*
 * Strings in the order in which they were added. Zero-initialised it is empty;
 * the strings are borrowed, and `items` is the owner's to free(3).
 */
struct ta_list {
	const char **items;
	size_t count;
	size_t room;
};

void ta_list_add(struct ta_list *list, const char *item);

/* A region that is freed as one. Zero-initialised it is empty and ready. */
struct ta_arena {
	struct ta_arena_block *blocks;
};

/* Zeroed, aligned memory that lives as long as the arena. Never NULL. */
void *ta_arena_alloc(struct ta_arena *arena, size_t n, size_t size);

/* A NUL-terminated copy of len bytes, living as long as the arena. */
char *ta_arena_copy(struct ta_arena *arena, const char *data, size_t len);

/* Frees everything in the arena, which is then empty and ready again. */
void ta_arena_free(struct ta_arena *arena);

#endif
