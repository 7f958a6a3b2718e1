#include <stdlib.h>

#include "file/temporary.h"
#include "record/spool.h"

struct ta_spool {
	FILE *file;
	uint64_t size;	      /* of the file */
	bool ended;	      /* no more records may be added */
	struct ta_text bytes; /* of the current record */
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
	ta_text_free(&spool->bytes);
	free(spool);
}

int
ta_spool_put(struct ta_spool *spool, const struct ta_record *record,
    struct ta_error *error)
{
	ta_text_clear(&spool->bytes);
	ta_record_pack(record, &spool->bytes);
	if (fwrite(&spool->bytes.len, sizeof(size_t), 1, spool->file) != 1 ||
	    fwrite(spool->bytes.data, 1, spool->bytes.len, spool->file) !=
		spool->bytes.len)
		return ta_temporary_fail(error, "cannot write");
	spool->size += sizeof(size_t) + spool->bytes.len;
	return 0;
}

uint64_t
ta_spool_place(const struct ta_spool *spool)
{
	return spool->size;
}

/* Reads the record at which the file stands: 1, 0 at the end, or -1. */
static int
read_record(
    struct ta_spool *spool, struct ta_record *record, struct ta_error *error)
{
	size_t len;

	if (fread(&len, sizeof(len), 1, spool->file) != 1)
		return ferror(spool->file)
			   ? ta_temporary_fail(error, "cannot read")
			   : 0;
	ta_text_clear(&spool->bytes);
	ta_text_reserve(&spool->bytes, len);
	if (fread(spool->bytes.data, 1, len, spool->file) != len)
		return ta_temporary_fail(error, "cannot read");
	ta_record_unpack(record, spool->bytes.data);
	return 1;
}

int
ta_spool_get(struct ta_spool *spool, uint64_t place, struct ta_record *record,
    struct ta_error *error)
{
	if (fseeko(spool->file, (off_t)place, SEEK_SET) == -1)
		return ta_temporary_fail(error, "cannot write");
	if (read_record(spool, record, error) == -1)
		return -1;
	if (fseeko(spool->file, 0, SEEK_END) == -1)
		return ta_temporary_fail(error, "cannot read");
	return 0;
}

int
ta_spool_next(
    struct ta_spool *spool, struct ta_record *record, struct ta_error *error)
{
	if (!spool->ended && fseek(spool->file, 0, SEEK_SET) == -1)
		return ta_temporary_fail(error, "cannot write");
	spool->ended = true;
	return read_record(spool, record, error);
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
