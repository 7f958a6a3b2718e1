#include <stdlib.h>

#include "base/mem.h"
#include "file/temporary.h"
#include "file/whole.h"
#include "record/spool.h"

#define BLOCK ((size_t)64 * 1024)

struct ta_spool {
	FILE *file;	      /* for its descriptor alone */
	uint64_t size;	      /* of the file */
	struct ta_text block; /* behind the file's end, or read of it */
	bool ended;	      /* no more records may be added */
	uint64_t offset;      /* of the next block to be read */
	size_t at; /* of the next record in the block that was read */
	struct ta_text bytes; /* of a record that is read again */
};

struct ta_spool *
ta_spool_open(const char *folder, struct ta_error *error)
{
	FILE *file = ta_temporary_file(folder, error);
	struct ta_spool *spool;

	if (file == NULL)
		return NULL;
	spool = ta_alloc(1, sizeof(*spool));
	spool->file = file;
	return spool;
}

void
ta_spool_close(struct ta_spool *spool)
{
	if (spool == NULL)
		return;
	fclose(spool->file);
	ta_text_free(&spool->block);
	ta_text_free(&spool->bytes);
	free(spool);
}

/* Writes the block: 0 or -1. */
static int
flush(struct ta_spool *spool, struct ta_error *error)
{
	struct ta_text *block = &spool->block;

	if (ta_whole_write(fileno(spool->file), block->data, block->len) == -1)
		return ta_temporary_fail(error, "cannot write");
	spool->size += block->len;
	ta_text_clear(block);
	return 0;
}

int
ta_spool_put(struct ta_spool *spool, const struct ta_record *record,
    struct ta_error *error)
{
	struct ta_text *block = &spool->block;
	size_t start = block->len + sizeof(size_t), len;

	ta_text_reserve(block, sizeof(len));
	block->len = start;
	ta_record_pack(record, block);
	len = block->len - start;
	memcpy(block->data + start - sizeof(len), &len, sizeof(len));
	return block->len < BLOCK ? 0 : flush(spool, error);
}

uint64_t
ta_spool_place(const struct ta_spool *spool)
{
	return spool->size + spool->block.len;
}

/* Appends n bytes of the file: 0 or -1. */
static int
append(struct ta_spool *spool, uint64_t from, size_t n, struct ta_text *text,
    struct ta_error *error)
{
	if (ta_whole_read(fileno(spool->file), ta_text_reserve(text, n), n,
		(off_t)from) == -1)
		return ta_temporary_fail(error, "cannot read");
	text->len += n;
	return 0;
}

int
ta_spool_get(struct ta_spool *spool, uint64_t place, struct ta_record *record,
    struct ta_error *error)
{
	size_t len;

	if (place >= spool->size) {
		ta_record_unpack(record,
		    spool->block.data + (place - spool->size) + sizeof(len));
		return 0;
	}
	ta_text_clear(&spool->bytes);
	if (append(spool, place, sizeof(len), &spool->bytes, error) == -1)
		return -1;
	memcpy(&len, spool->bytes.data, sizeof(len));
	ta_text_clear(&spool->bytes);
	if (append(spool, place + sizeof(len), len, &spool->bytes, error) == -1)
		return -1;
	ta_record_unpack(record, spool->bytes.data);
	return 0;
}

/*
 * Reads on until n bytes from the next record on are in the block: 0 or -1.
 */
static int
read_on(struct ta_spool *spool, size_t n, struct ta_error *error)
{
	struct ta_text *block = &spool->block;
	size_t have = block->len - spool->at;
	uint64_t most = spool->size - spool->offset;

	if (have >= n)
		return 0;
	if (have > 0)
		memmove(block->data, block->data + spool->at, have);
	block->len = have;
	spool->at = 0;
	n = n - have > BLOCK ? n - have : BLOCK;
	if (n > most)
		n = (size_t)most;
	if (append(spool, spool->offset, n, block, error) == -1)
		return -1;
	spool->offset += n;
	return 0;
}

int
ta_spool_next(
    struct ta_spool *spool, struct ta_record *record, struct ta_error *error)
{
	size_t len;

	if (!spool->ended && flush(spool, error) == -1)
		return -1;
	spool->ended = true;
	if (spool->at == spool->block.len && spool->offset == spool->size)
		return 0;
	if (read_on(spool, sizeof(len), error) == -1)
		return -1;
	memcpy(&len, spool->block.data + spool->at, sizeof(len));
	if (read_on(spool, sizeof(len) + len, error) == -1)
		return -1;
	ta_record_unpack(record, spool->block.data + spool->at + sizeof(len));
	spool->at += sizeof(len) + len;
	return 1;
}

int
ta_spool_replay(struct ta_spool *spool, const struct ta_header *header,
    const int *order, size_t n, ta_spool_take *take, void *arg,
    struct ta_error *error)
{
	struct ta_header arranged = {0};
	struct ta_record in = {0}, out = {0};
	int got;

	ta_header_arrange(&arranged, header, order, n);
	while ((got = ta_spool_next(spool, &in, error)) == 1) {
		ta_record_arrange(&out, &in, order, n);
		if (take(arg, &arranged, &out, error) == -1) {
			got = -1;
			break;
		}
	}
	ta_header_free(&arranged);
	ta_record_free(&in);
	ta_record_free(&out);
	return got;
}
