/* For nftw(3). */
#define _XOPEN_SOURCE 700

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "file/csv.h"
#include "file/csvwriter.h"
#include "unit.h"

/*
 * The quick way through CSV beside libcsv, strict and lenient: every file of
 * the tree, every cut of the small ones, and 100,000 files that were changed by
 * chance. The same cells, faults and counts, or the same refusal. And what
 * passes verbatim is what would be written.
 */

#define SMALL 1024 /* of which every cut is read */
#define SEED 1200  /* bytes of a file that mutations begin with */
#define MOST_SEEDS 40

/* A way in which a file is read, by libcsv or not. */
struct way {
	enum ta_manner manner;
	char delimiter;
};

static struct ta_text seeds[MOST_SEEDS];
static size_t n_seeds, n_files;
static bool same = true, verbatim = true;

/* Is a row that may pass verbatim the one that the writer makes of it? */
static bool
is_written_so(const struct ta_row *row)
{
	static const struct ta_csv_style canonical = {false, false};
	struct ta_text text = {0};
	bool is;

	for (size_t i = 0; i < row->count; i++)
		ta_csv_add_cell(&text, row->cells[i], i == 0, canonical);
	ta_csv_end_row(&text, 0, canonical);
	text.len--;
	is = ta_slice_equal(ta_text_slice(&text, 0), row->verbatim);
	ta_text_free(&text);
	return is;
}

/* All that a reader says of a file. */
static void
tell(struct ta_slice csv, const struct way *way, bool by_libcsv,
    struct ta_text *out)
{
	struct ta_source *source = ta_source_memory("t.csv", csv.data, csv.len);
	struct ta_csv_reader *reader =
	    ta_csv_new(source, way->manner, way->delimiter);
	struct ta_csv_counts counts;
	struct ta_error error = {""};
	struct ta_row row;
	int got;

	if (by_libcsv)
		ta_csv_by_libcsv(reader);
	while ((got = ta_csv_next(reader, &row, &error)) == 1) {
		ta_text_printf(
		    out, "%zu#%zu:%zu", row.line, row.number, row.count);
		for (size_t i = 0; i < row.count; i++) {
			ta_text_add_char(out, '[');
			ta_text_add_slice(out, row.cells[i]);
		}
		ta_text_printf(out, "]%d%d", row.marked, row.cut);
		if (row.fault != NULL)
			ta_text_printf(out, " %s:%zu:%zu", row.fault,
			    row.fault_at.line, row.fault_at.column);
		if (row.verbatim.data != NULL)
			verbatim &=
			    way->manner == TA_STRICT && is_written_so(&row);
	}
	counts = ta_csv_counts(reader);
	ta_text_printf(out, "%d %zu %zu %zu %s", got, counts.blank_lines,
	    counts.blanks, counts.quotes, got == -1 ? error.text : "");
	ta_csv_free(reader);
	ta_source_close(source);
}

static void
compare_in(const char *name, struct ta_slice csv, const struct way *way)
{
	struct ta_text quick = {0}, slow = {0};

	tell(csv, way, false, &quick);
	tell(csv, way, true, &slow);
	if (!ta_slice_equal(
		ta_text_slice(&quick, 0), ta_text_slice(&slow, 0))) {
		same = false;
		printf("# %s, its first %zu bytes, delimiter '%c', manner %d\n",
		    name, csv.len, way->delimiter, (int)way->manner);
	}
	ta_text_free(&quick);
	ta_text_free(&slow);
}

/* Strictly, and leniently with one delimiter in turn, most often a comma. */
static void
compare(const char *name, struct ta_slice csv)
{
	static const struct way strict = {TA_STRICT, ','};
	static const char delimiters[] = {
	    ',', ';', ',', '\t', ',', ' ', ',', '\x01'};
	static size_t turn;
	const struct way lenient = {
	    TA_LENIENT, delimiters[turn++ % sizeof(delimiters)]};

	compare_in(name, csv, &strict);
	compare_in(name, csv, &lenient);
}

static void
read_file(const char *path, struct ta_text *text)
{
	FILE *file = fopen(path, "rb");
	size_t n;

	if (file == NULL)
		return;
	do {
		n = fread(ta_text_reserve(text, 65536), 1, 65536, file);
		text->len += n;
	} while (n > 0);
	fclose(file);
}

static int
visit(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	struct ta_text text = {0};

	(void)st;
	(void)ftw;
	if (type != FTW_F)
		return 0;
	n_files++;
	read_file(path, &text);
	compare(path, ta_text_slice(&text, 0));
	for (size_t n = 0; text.len <= SMALL && n < text.len; n++)
		compare(path, (struct ta_slice){text.data, n});
	if (strstr(path, ".csv") != NULL && n_seeds < MOST_SEEDS) {
		if (text.len > SEED)
			text.len = SEED;
		seeds[n_seeds++] = text;
	} else {
		ta_text_free(&text);
	}
	return 0;
}

/* Puts a byte in, takes one out, or makes another of it, up to four times. */
static void
mutate(struct ta_text *text)
{
	static const char bytes[] = "\"\"\"\",,;;\n\n\r\t  a\x01\xc3\xa9\xff";

	for (size_t n = 1 + pick(4); n > 0; n--) {
		size_t at = pick(text->len + 1), way = pick(3);
		char *s = ta_text_reserve(text, 1) + at - text->len;

		if (way == 0 || at == text->len) {
			memmove(s + 1, s, text->len++ - at);
			*s = bytes[pick(sizeof(bytes))];
		} else if (way == 1) {
			memmove(s, s + 1, --text->len - at);
		} else {
			*s = bytes[pick(sizeof(bytes))];
		}
	}
}

static void
test_mutations(void)
{
	struct ta_text text = {0};

	for (int i = 0; i < 100000 && n_seeds > 0; i++) {
		ta_text_clear(&text);
		ta_text_add_slice(
		    &text, ta_text_slice(&seeds[pick(n_seeds)], 0));
		mutate(&text);
		compare("a mutation", ta_text_slice(&text, 0));
	}
	ta_text_free(&text);
}

int
main(void)
{
	static const char *const folders[] = {
	    "lib", "cmd", "man", "examples", "test"};

	if (access("test/unit", X_OK) == -1 && chdir("..") == -1)
		perror("chdir");
	for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++)
		nftw(folders[i], visit, 16, FTW_PHYS);
	CHECK_THAT(
	    n_files > 200 && n_seeds > 10, "the tree is found, and CSV in it");
	CHECK_THAT(
	    same, "every file and every cut of the small ones read alike");
	test_mutations();
	CHECK_THAT(same, "100,000 mutations read alike");
	CHECK_THAT(verbatim, "a row that passes as it came is as we write it");
	for (size_t i = 0; i < n_seeds; i++)
		ta_text_free(&seeds[i]);
	return unit_end();
}
