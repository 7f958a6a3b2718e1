#include <err.h>
#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define BLOCK_SIZE ((size_t)16 * 1024)

struct ta_arena_block {
	struct ta_arena_block *next;
	size_t used;
	size_t size;
	alignas(max_align_t) char data[];
};

_Noreturn void
ta_no_memory(void)
{
	errx(2, "out of memory");
}

void *
ta_alloc(size_t n, size_t size)
{
	void *p = calloc(n == 0 ? 1 : n, size);

	if (p == NULL)
		ta_no_memory();
	return p;
}

void *
ta_resize(void *p, size_t n, size_t size)
{
	p = reallocarray(p, n == 0 ? 1 : n, size);
	if (p == NULL)
		ta_no_memory();
	return p;
}

void
ta_grow(void **array, size_t *room, size_t count, size_t size)
{
	if (count < *room)
		return;
	*room = *room == 0 ? 8 : *room * 2;
	*array = ta_resize(*array, *room, size);
}

void *
ta_arena_alloc(struct ta_arena *arena, size_t n, size_t size)
{
	const size_t align = alignof(max_align_t);
	struct ta_arena_block *block = arena->blocks;
	size_t want, room;
	void *p;

	if (size != 0 && n > (SIZE_MAX - align) / size)
		ta_no_memory();
	want = (n * size + align - 1) / align * align;
	if (block == NULL || block->size - block->used < want) {
		room = want > BLOCK_SIZE ? want : BLOCK_SIZE;
		if (room > SIZE_MAX - sizeof(*block))
			ta_no_memory();
		block = ta_alloc(1, sizeof(*block) + room);
		block->size = room;
		block->next = arena->blocks;
		arena->blocks = block;
	}
	p = block->data + block->used;
	block->used += want;
	return p;
}

char *
ta_arena_copy(struct ta_arena *arena, const char *data, size_t len)
{
	char *copy = ta_arena_alloc(arena, len + 1, 1);

	if (len > 0)
		memcpy(copy, data, len);
	return copy;
}

void
ta_arena_free(struct ta_arena *arena)
{
	struct ta_arena_block *block;

	while ((block = arena->blocks) != NULL) {
		arena->blocks = block->next;
		free(block);
	}
}

void
ta_list_add(struct ta_list *list, const char *item)
{
	ta_grow((void **)&list->items, &list->room, list->count,
	    sizeof(*list->items));
	list->items[list->count++] = item;
}
