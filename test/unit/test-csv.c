#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/bounds.h"
#include "file/csv.h"
#include "file/csvwriter.h"
#include "unit.h"

/* CSV: RFC 4180 with exact positions, and a reader of the test's own. */

/* How a file is read; strictly it is both, to the same rows. */
enum way { STRICT, BY_LIBCSV, LENIENT };

static struct ta_csv_reader *
reader_of(struct ta_source *source, enum way way)
{
	struct ta_csv_reader *reader =
	    ta_csv_new(source, way == LENIENT ? TA_LENIENT : TA_STRICT, ',');

	if (way == BY_LIBCSV)
		ta_csv_by_libcsv(reader);
	return reader;
}

/* Writes a row as "LINE#ROW[cell][cell] ". */
static void
show_row(const struct ta_row *row, enum way way, struct ta_text *out)
{
	ta_text_printf(out, "%zu#%zu", row->line, row->number);
	for (size_t i = 0; i < row->count; i++) {
		ta_text_add_char(out, '[');
		ta_text_add_slice(out, row->cells[i]);
		ta_text_add_char(out, ']');
	}
	if (row->marked && way != LENIENT)
		ta_text_add_char(out, '^');
	if (row->fault != NULL)
		ta_text_printf(
		    out, "?%zu:%zu", row->fault_at.line, row->fault_at.column);
	ta_text_add_char(out, ' ');
}

/*
 * Reads all and writes it out: the rows, then "!LINE:COLUMN" of an error, its
 * column where it has one, then "+N" for N blank lines.
 */
static void
show(struct ta_source *source, enum way way, struct ta_text *out)
{
	struct ta_csv_reader *reader = reader_of(source, way);
	struct ta_error error = {""};
	struct ta_row row;
	int got;

	ta_text_clear(out);
	while ((got = ta_csv_next(reader, &row, &error)) == 1)
		show_row(&row, way, out);
	if (got == -1) {
		const char *at = strchr(error.text, ':');
		size_t n = at == NULL ? 0 : strspn(at + 1, "0123456789:");

		ta_text_printf(out, "!%.*s", (int)n, at == NULL ? "" : at + 1);
	}
	if (ta_csv_counts(reader).blank_lines > 0)
		ta_text_printf(out, "+%zu", ta_csv_counts(reader).blank_lines);
	ta_csv_free(reader);
}

static bool
shows(struct ta_slice csv, enum way way, const char *wanted)
{
	struct ta_source *source = ta_source_memory("t.csv", csv.data, csv.len);
	struct ta_text out = {0};
	bool same;

	show(source, way, &out);
	/* an error's column is compared where the sample has one */
	same = strchr(wanted, '!') != NULL && strchr(wanted, '+') == NULL
		   ? strncmp(ta_text_string(&out), wanted, strlen(wanted)) == 0
		   : strcmp(ta_text_string(&out), wanted) == 0;
	if (!same)
		printf("# got %s\n", ta_text_string(&out));
	ta_text_free(&out);
	ta_source_close(source);
	return same;
}

struct sample {
	const char *words;
	const char *csv;
	const char *shown;
};

static const struct sample strict[] = {
    {"RFC 4180, 2.1", "aaa,bbb,ccc\r\nzzz,yyy,xxx\r\n",
	"1#1[aaa][bbb][ccc] 2#2[zzz][yyy][xxx] "},
    {"RFC 4180, 2.2", "aaa,bbb,ccc\r\nzzz,yyy,xxx",
	"1#1[aaa][bbb][ccc] 2#2[zzz][yyy][xxx] "},
    {"RFC 4180, 2.5", "\"aaa\",\"bbb\",\"ccc\"\r\nzzz,yyy,xxx",
	"1#1[aaa][bbb][ccc] 2#2[zzz][yyy][xxx] "},
    {"RFC 4180, 2.6", "\"aaa\",\"b\r\nbb\",\"ccc\"\r\nzzz,yyy,xxx",
	"1#1[aaa][b\r\nbb][ccc] 3#2[zzz][yyy][xxx] "},
    {"RFC 4180, 2.7", "\"aaa\",\"b\"\"bb\",\"ccc\"", "1#1[aaa][b\"bb][ccc] "},
    {"line feeds alone", "a,b\n1,2\n", "1#1[a][b] 2#2[1][2] "},
    {"both line ends", "a\nb\r\nc\n", "1#1[a] 2#2[b] 3#3[c] "},
    {"blanks belong to a cell", " a , b \n", "1#1[ a ][ b ] "},
    {"blanks in quotes", "\" a \",\"\t\"\n", "1#1[ a ][\t] "},
    {"a byte order mark is dropped",
	"\xef\xbb\xbf"
	"a,b\n1,2\n",
	"1#1[a][b] 2#2[1][2] "},
    {"and before a quote", "\xef\xbb\xbf\"a\",b\n", "1#1[a][b] "},
    {"a second one is not",
	"\xef\xbb\xbf\xef\xbb\xbf"
	"a\n",
	"1#1[\xef\xbb\xbf"
	"a] "},
    {"nothing", "", ""}, {"a row of empty cells", ",,\n", "1#1[][][] "},
    {"one empty cell", "\"\"\n", "1#1[] "},
    {"one empty cell at the end", "a\n\"\"", "1#1[a] 2#2[] "},
    {"a comma at the end", "a,\nb,", "1#1[a][] 2#2[b][] "},
    {"quotes alone", "\"\"\"\",\"\"\"\"\"\"\n", "1#1[\"][\"\"] "},
    {"commas in quotes", "\"a,b\",c\n", "1#1[a,b][c] "},
    {"a row of three lines", "a,b\n\"x\ny\nz\",2\n3,4\n",
	"1#1[a][b] 2#2[x\ny\nz][2] 5#3[3][4] "},
    {"blank lines in quotes are text", "\"a\n\n\nb\",c\nd,e\n",
	"1#1[a\n\n\nb][c] 5#2[d][e] "},
    {"blank lines count", "\n\na,b\n\n1,2\n\r\n\n", "3#3[a][b] 5#5[1][2] +5"},
    {"blank lines alone", "\n\r\n\n", "+3"},
    {"a blank is not nothing", "a\n \nb\n", "1#1[a] 2#2[ ] 3#3[b] "},
    {"rows of any width", "a,b\n1\n1,2,3\n", "1#1[a][b] 2#2[1] 3#3[1][2][3] "},
    {"a quote in a bare cell", "a,b\"c\n", "!1:4:"},
    {"a quote in a later row", "a,b\n1,2\n\n3,x\"\n",
	"1#1[a][b] 2#2[1][2] !4:4:"},
    {"a quote behind a blank", "a, \"b\"\n", "!1:4:"},
    {"text behind a quote", "\"a\"b,c\n", "!1:"},
    {"a blank behind a quote", "\"a\" ,c\n", "!1:"},
    {"text behind a quote, lines below", "x\n\"a\nb\"c\n", "1#1[x] !3:"},
    {"a quote never closed", "a,b\n1,\"x\ny\nz\n", "1#1[a][b] !2:"},
    {"one whose row began above", "a\n1,\"p\nq\",r,\"s\nt\nu\n", "1#1[a] !3:"},
    {"one in the last byte", "a,b\n1,\"", "1#1[a][b] !2:"},
    {"a lone carriage return", "a,b\n1\r2,3\n", "1#1[a][b] !2:2:"},
    {"one in quotes is text", "a\n\"x\ry\"\n", "1#1[a] 2#2[x\ry] "},
    {"more of them", "\"\r\",\"\r\r\n\r\"\r\n\"x\"\"\r\"\"\"\n",
	"1#1[\r][\r\r\n\r] 3#2[x\"\r\"] "},
    {"one in quotes, and one behind them", "\"\r\n\r\",a\r,b\n", "!2:5:"},
    {"one at a closing quote", "a\n\"x\"\ry\n", "1#1[a] !2:4:"},
    {"one at an opening quote", "a\n\r\"x\"\n", "1#1[a] !2:1:"},
    {"one behind a far quote",
	"\"a                                                             \r\"\n"
	"a                                                              \r\n"
	"a                                                              \rb\n",
	"1#1[a                                                             \r] "
	"2#2[a                                                              ] "
	"!3:64:"},
    {"one at the end", "a,b\r", "!1:4:"},
    {"one before the last byte", "a,b\n1,2\r3", "1#1[a][b] !2:4:"},
    {"two before a line feed", "a\r\r\nb\n", "!1:2:"},
    {"bytes that are not UTF-8", "a,b\n\n1,\xff\n", "1#1[a][b] !3:3:"},
    {"a truncated character", "a\nb\xe2\x82,c\n", "1#1[a] !2:2:"},
    {"a control character", "a\nb\x01\n", "1#1[a] !2:2:"},
    {"an escape in quotes", "a\n\"p\nq\x1b\"\n", "1#1[a] !3:2:"}};

static const struct sample marked[] = {{"a mark before a row is its own",
					   "a\n\xef\xbb\xbf"
					   "b\n",
					   "1#1[a] 2#2[\xef\xbb\xbf"
					   "b] "},
    {"a mark before a quote is none", "a\n\xef\xbb\xbf\"b\"\n\"c\"\n",
	"1#1[a] 2#2[b]^ 3#3[c] "},
    {"but not in a row", "a\n\"b\n\xef\xbb\xbf\"c\n", "1#1[a] !3:"}};

static const struct sample lenient[] = {
    {"lenient: outer blanks", " a ,\tb\t, c d \n", "1#1[a][b][c d] "},
    {"lenient: blanks around quotes", "  \"a b\" , x\n", "1#1[a b][x] "},
    {"lenient: blanks in quotes", "\" a \",b\n", "1#1[ a ][b] "},
    {"lenient: doubled quotes", "\"a \"\"b\"\" c\"\n", "1#1[a \"b\" c] "},
    {"lenient: a stray quote", "5'10\" tall,x\n2,y\n",
	"1#1[5'10\" tall][x] 2#2[2][y] "},
    {"lenient: stray quotes", "a \"b, c\" d,e\n", "1#1[a \"b][c\" d][e] "},
    {"lenient: ragged rows", "a,b\n1\n1,2,3\n",
	"1#1[a][b] 2#2[1] 3#3[1][2][3] "},
    {"lenient: text behind a quote", "\"abc \"def,x\n2,\"y\",z\n", "!1:"},
    {"lenient: the same, lines below", "a,b\n1,\"abc\nfoo \"bar,x\n",
	"1#1[a][b] !2:"},
    {"lenient: and in a later cell", "\"p\nq\",\"abc\n\"d,x\n", "!2:"},
    {"lenient: never closed", "a,b\n1,\"x\ny,z\n", "1#1[a][b] !2:"},
    {"lenient: blank lines", "a,b\n\n   \n1,2\n", "1#1[a][b] 4#4[1][2] +2"},
    {"lenient: a byte order mark", "\xef\xbb\xbf \"a\",b\n", "1#1[a][b] "},
    {"lenient: CRLF", "a,b\r\n\"1\" ,2 \r\n", "1#1[a][b] 2#2[1][2] "},
    {"lenient: a line end in quotes", "a\n\" x\r\n y \"\nb\n",
	"1#1[a] 2#2[ x\r\n y ] 4#3[b] "},
    {"lenient: empty cells", "\"\",, \n", "1#1[][][] "},
    {"lenient: one empty cell", "a\n\"\"\nb\n", "1#1[a] 2#2[] 3#3[b] "},
    {"lenient: a carriage return in quotes", "a\n \"x\ry\r\" \r\nb\n",
	"1#1[a] 2#2[x\ry\r] 3#3[b] "},
    {"lenient: one in quotes and one outside", "a,\"x\ry\",b\rc,d\ne\n",
	"1#1[a][x\ry][b\rc][d]?1:10 2#2[e] "},
    {"lenient: one behind a closing quote", "a\n\"x\"\ry\n", "1#1[a] !2:"},
    {"lenient: a mark before a row",
	"a,b\n\xef\xbb\xbf"
	"1,2\n\n\xef\xbb\xbf\"3\",4\n\xef\xbb\xbf\n\xef\xbb\xbf",
	"1#1[a][b] 2#2[1][2] 4#4[3][4] +3"},
    {"lenient: a mark elsewhere",
	"a,\xef\xbb\xbf"
	"b\n\"c\n\xef\xbb\xbf"
	"d\"\n",
	"1#1[a][\xef\xbb\xbf"
	"b] 2#2[c\n\xef\xbb\xbf"
	"d] "}};

static void
test_samples(const struct sample *samples, size_t n, enum way way)
{
	for (size_t i = 0; i < n; i++)
		CHECK_THAT(
		    shows(ta_slice_of(samples[i].csv), way, samples[i].shown),
		    samples[i].words);
}

/* NUL needs a length; at intake a faulty row only says so and others follow.
 */
static void
test_faults(void)
{
	static const struct ta_slice nul = {"a,b\n1,x\0y\n2,z\n", 14};

	CHECK(shows(nul, STRICT, "1#1[a][b] !2:4:"));
	CHECK(shows(nul, BY_LIBCSV, "1#1[a][b] !2:4:"));
	CHECK(shows(
	    (struct ta_slice){"a\n\"x\n\0\"\n", 8}, STRICT, "1#1[a] !3:1:"));
	CHECK(shows(ta_slice_of("a,b\n1,\xff\n2,z\n"), LENIENT,
	    "1#1[a][b] 2#2[1][\xff]?2:3 3#3[2][z] "));
	CHECK(shows(ta_slice_of("a,b\n\"p\n\x01q\",3\n2,z\n"), LENIENT,
	    "1#1[a][b] 2#2[p\n\x01q][3]?3:1 4#3[2][z] "));
	CHECK(shows(ta_slice_of("a,b\n1,2\r3"), LENIENT,
	    "1#1[a][b] 2#2[1][2\r3]?2:4 "));
	CHECK(shows(ta_slice_of("a,b\r\n1,\xff\r\n2,z\r\n"), LENIENT,
	    "1#1[a][b] 2#2[1][\xff]?2:3 3#3[2][z] "));
	/* a lone carriage return ends no row */
	CHECK(shows(ta_slice_of("a,b\n1\r2,3\n4,5\n"), LENIENT,
	    "1#1[a][b] 2#2[1\r2][3]?2:2 3#3[4][5] "));
}

/* Rows of a file whose cells are so long, so many; -1 for an error. */
static int
rows_of(size_t cells, size_t len, bool quoted, enum way way)
{
	struct ta_text text = {0};
	struct ta_source *source;
	struct ta_csv_reader *reader;
	struct ta_error error = {""};
	struct ta_row row;
	int got, n = 0;

	for (size_t i = 0; i < cells; i++) {
		ta_text_add_string(&text, i == 0 ? "" : ",");
		ta_text_add_string(&text, quoted ? "\"" : "");
		memset(ta_text_reserve(&text, len), 'x', len);
		text.len += len;
		ta_text_add_string(&text, quoted ? "\"" : "");
	}
	ta_text_add_string(&text, "\nend\n");
	source = ta_source_memory("t.csv", text.data, text.len);
	reader = reader_of(source, way);
	while ((got = ta_csv_next(reader, &row, &error)) == 1)
		n += n > 0 || (row.count == cells && row.cells[0].len == len);
	if (got == -1 && strncmp(error.text, "t.csv:1:", 8) == 0)
		n = -1;
	ta_csv_free(reader);
	ta_source_close(source);
	ta_text_free(&text);
	return n;
}

static void
test_caps(void)
{
	static const enum way ways[] = {STRICT, BY_LIBCSV};

	for (size_t i = 0; i < 2; i++) {
		enum way way = ways[i];

		CHECK(rows_of(1, TA_FIELD_MAX, false, way) == 2);
		CHECK(rows_of(1, TA_FIELD_MAX, true, way) == 2);
		CHECK(rows_of(1, TA_FIELD_MAX + 1, false, way) == -1);
		CHECK(rows_of(1, TA_FIELD_MAX + 1, true, way) == -1);
		CHECK(rows_of(2, TA_FIELD_MAX, true, way) == 2);
		CHECK(rows_of(5, TA_FIELD_MAX - 9, false, way) == -1);
		CHECK(rows_of(TA_COLUMNS_MAX, 3, false, way) == 2);
		CHECK(rows_of(TA_COLUMNS_MAX, 3, true, way) == 2);
		CHECK(rows_of(TA_COLUMNS_MAX + 1, 3, false, way) == -1);
		CHECK(rows_of(TA_COLUMNS_MAX + 1, 0, true, way) == -1);
	}
}

/*
 * A lenient row of cells of a letter, so long and so many, between two others:
 * what is said of it, as show_row does but for the letters; and how many of
 * each cell there are in the row.
 */
static const char *
excess(size_t cells, size_t len, bool quoted, struct ta_text *out)
{
	struct ta_text text = {0};
	struct ta_source *source;
	struct ta_csv_reader *reader;
	struct ta_error error = {""};
	struct ta_row row;
	int got;

	ta_text_add_string(&text, "a\n");
	for (size_t i = 0; i < cells; i++) {
		ta_text_add_string(&text, i == 0 ? "" : ",");
		ta_text_add_string(&text, quoted ? "\"" : "");
		for (size_t k = 0; k < len; k++)
			ta_text_add_char(
			    &text, quoted && k % 64 == 0 ? '\n' : 'x');
		ta_text_add_string(&text, quoted ? "\"\"\"" : "");
	}
	ta_text_add_string(&text, "\nend,\"\"\"\"\n");
	source = ta_source_memory("t.csv", text.data, text.len);
	reader = reader_of(source, LENIENT);
	ta_text_clear(out);
	while ((got = ta_csv_next(reader, &row, &error)) == 1) {
		ta_text_printf(out, "%zu ", row.number);
		for (size_t i = 0; i < row.count && i < 3; i++)
			ta_text_printf(out, "%zu ", row.cells[i].len);
		ta_text_printf(
		    out, "%zu %s ", row.count, row.cut ? row.fault : "-");
	}
	ta_text_printf(out, "%d", got);
	ta_csv_free(reader);
	ta_source_close(source);
	ta_text_free(&text);
	return ta_text_string(out);
}

/* A row that is beyond the bounds is cut, and the next is there. */
static void
test_excess(void)
{
	struct ta_text out = {0};
	const size_t most = TA_FIELD_MAX;

	for (int quoted = 0; quoted < 2; quoted++) {
		size_t more = quoted ? 1 : 0;

		CHECK(strcmp(excess(1, most - more, quoted, &out),
			  "1 1 1 - 2 1048576 1 - 3 3 1 2 - 0") == 0);
		CHECK(strcmp(excess(1, most + 1 - more, quoted, &out),
			  "1 1 1 - 2 1048577 1 a field longer than 1 MiB "
			  "3 3 1 2 - 0") == 0);
		CHECK(strcmp(excess(3, most + 700000, quoted, &out),
			  "1 1 1 - 2 1048577 1048577 1048577 3 a field longer "
			  "than 1 MiB 3 3 1 2 - 0") == 0);
		CHECK(
		    strcmp(excess(5, most - 9, quoted, &out) + 8,
			quoted
			    ? "2 1048568 1048568 1048568 4 more than 4 MiB 3 3 1 2 - 0"
			    : "2 1048567 1048567 1048567 4 more than 4 MiB 3 3 1 2 - 0") ==
		    0);
		/* in quotes 27 MiB are none that anybody closes */
		CHECK(strcmp(excess(9, 3 * most, quoted, &out),
			  quoted ? "1 1 1 - -1"
				 : "1 1 1 - 2 1048577 1048577 1048577 3 more "
				   "than 4 MiB 3 3 1 2 - 0") == 0);
		CHECK(strstr(excess(1025, 3, quoted, &out),
			  " 1024 more than 1024 cells 3 3 1 2 - 0") != NULL);
	}
	ta_text_free(&out);
}

/*
 * An open quote and no end must stop at the cap, not at the end of the file; a
 * lenient one may be that of a very long answer.
 */
static void
test_open_quote(enum way way)
{
	size_t most = way == LENIENT ? TA_LINE_MAX : TA_RECORD_MAX;
	struct ta_text text = {0};
	struct ta_source *source;
	struct ta_csv_reader *reader;
	struct ta_error error = {""};
	struct ta_row row;

	ta_text_add_string(&text, "a,b\n1,\"");
	while (text.len < most + 2 * TA_FIELD_MAX)
		ta_text_add_string(&text, "never closed, line by line\n");
	source = ta_source_memory("t.csv", text.data, text.len);
	reader = reader_of(source, way);
	CHECK(ta_csv_next(reader, &row, &error) == 1);
	CHECK_THAT(ta_csv_next(reader, &row, &error) == -1 &&
		       strncmp(error.text, "t.csv:2:", 8) == 0,
	    "an open quote is named at the line where it begins");
	CHECK_THAT(ta_source_line_number(source) < most / 26,
	    "and does not swallow the file");
	ta_csv_free(reader);
	ta_source_close(source);
	ta_text_free(&text);
}

static bool
writes(struct ta_slice a, struct ta_slice b, struct ta_csv_style style,
    const char *wanted)
{
	struct ta_text text = {0};
	bool same;

	ta_csv_add_cell(&text, a, true, style);
	if (b.data != NULL)
		ta_csv_add_cell(&text, b, false, style);
	ta_csv_end_row(&text, 0, style);
	same = strcmp(ta_text_string(&text), wanted) == 0;
	ta_text_free(&text);
	return same;
}

#define S(string) ta_slice_of(string)

static void
test_writer(void)
{
	static const struct ta_csv_style canonical = {false, false};
	static const struct ta_csv_style crlf = {true, false};
	static const struct ta_csv_style safe = {false, true};

	CHECK(writes(S("a"), S("b"), canonical, "a,b\n"));
	CHECK(writes(S(" a "), S("b\tc"), canonical, " a ,b\tc\n"));
	CHECK(writes(S("a,b"), S("c"), canonical, "\"a,b\",c\n"));
	CHECK(writes(S("a\"b"), S("\""), canonical, "\"a\"\"b\",\"\"\"\"\n"));
	CHECK(
	    writes(S("a\nb"), S("a\r\nb"), canonical, "\"a\nb\",\"a\r\nb\"\n"));
	CHECK(writes(S(""), S(""), canonical, ",\n"));
	CHECK(writes(S(""), S(NULL), canonical, "\"\"\n"));
	CHECK(writes(S(" "), S(NULL), canonical, " \n"));
	CHECK(
	    writes(S("007"), S("caf\xc3\xa9"), canonical, "007,caf\xc3\xa9\n"));
	CHECK(writes(S("a"), S("b\nc"), crlf, "a,\"b\nc\"\r\n"));
	CHECK(writes(S(""), S(NULL), crlf, "\"\"\r\n"));
	/* what a spreadsheet would run, and only where that was asked for */
	CHECK(writes(S("=1+1"), S("-2"), canonical, "=1+1,-2\n"));
	CHECK(writes(S("=1+1"), S("-2"), safe, "'=1+1,'-2\n"));
	CHECK(writes(S("+1"), S("@x"), safe, "'+1,'@x\n"));
	CHECK(writes(S("=a,b"), S("\t=1"), safe, "\"'=a,b\",'\t=1\n"));
	CHECK(writes(S("\r=1"), S("\n=1"), safe, "\"'\r=1\",\"'\n=1\"\n"));
	CHECK(writes(S("a=1"), S("1-2"), safe, "a=1,1-2\n"));
}

/* A second row begins where the first ended: its emptiness is its own. */
static void
test_writer_rows(void)
{
	static const struct ta_csv_style style = {false, false};
	struct ta_text text = {0};
	size_t start;

	ta_csv_add_cell(&text, S("a"), true, style);
	ta_csv_end_row(&text, 0, style);
	start = text.len;
	ta_csv_add_cell(&text, S(""), true, style);
	ta_csv_end_row(&text, start, style);
	CHECK(strcmp(ta_text_string(&text), "a\n\"\"\n") == 0);
	ta_text_free(&text);
}

/* Random rows, written; what reading them must show goes into `wanted`. */
static void
random_table(size_t rows, struct ta_text *csv, struct ta_text *wanted)
{
	static const char *const pieces[] = {
	    "a", ",", "\"", "\n", "\r\n", " ", "\xc3\xa9", "a", "b", "\r"};
	static const struct ta_csv_style style = {false, false};
	struct ta_text cell = {0};
	size_t line = 1;

	ta_text_clear(csv);
	ta_text_clear(wanted);
	for (size_t row = 1; row <= rows; row++) {
		size_t start = csv->len, cells = 1 + pick(5);

		ta_text_printf(wanted, "%zu#%zu", line, row);
		for (size_t i = 0; i < cells; i++) {
			ta_text_clear(&cell);
			for (size_t n = pick(7); n > 0; n--)
				ta_text_add_string(&cell, pieces[pick(10)]);
			ta_csv_add_cell(
			    csv, ta_text_slice(&cell, 0), i == 0, style);
			ta_text_printf(wanted, "[%.*s]", (int)cell.len,
			    cell.len == 0 ? "" : cell.data);
		}
		ta_csv_end_row(csv, start, style);
		ta_text_add_char(wanted, ' ');
		for (size_t i = start; i < csv->len; i++)
			line += csv->data[i] == '\n';
	}
	ta_text_free(&cell);
}

static void
test_round_trip(void)
{
	struct ta_text csv = {0}, wanted = {0}, got = {0};
	bool quick = true, plain = true;

	for (int i = 0; i < 4000; i++) {
		struct ta_source *source;

		random_table(1 + pick(5), &csv, &wanted);
		source = ta_source_memory("t.csv", csv.data, csv.len);
		show(source, STRICT, &got);
		quick &=
		    strcmp(ta_text_string(&got), ta_text_string(&wanted)) == 0;
		ta_source_close(source);
		source = ta_source_memory("t.csv", csv.data, csv.len);
		show(source, BY_LIBCSV, &got);
		plain &=
		    strcmp(ta_text_string(&got), ta_text_string(&wanted)) == 0;
		ta_source_close(source);
	}
	CHECK_THAT(quick, "what is written is read, lines and rows exact");
	CHECK_THAT(plain, "and by libcsv alone");
	ta_text_free(&csv);
	ta_text_free(&wanted);
	ta_text_free(&got);
}

/* A file longer than several blocks reads as memory does. */
static void
test_blocks(void)
{
	char path[] = "/tmp/ta-test-csvio-XXXXXX";
	struct ta_text csv = {0}, wanted = {0}, got = {0};
	struct ta_error error;
	struct ta_source *source;
	int fd = mkstemp(path);

	random_table(30000, &csv, &wanted);
	CHECK(fd != -1 && write(fd, csv.data, csv.len) == (ssize_t)csv.len);
	for (int way = STRICT; way <= BY_LIBCSV; way++) {
		source = ta_source_open(path, &error);
		show(source, (enum way)way, &got);
		CHECK_THAT(
		    strcmp(ta_text_string(&got), ta_text_string(&wanted)) == 0,
		    "a long file reads whole");
		ta_source_close(source);
	}
	close(fd);
	unlink(path);
	ta_text_free(&csv);
	ta_text_free(&wanted);
	ta_text_free(&got);
}

/* A reader of the test's own: one byte after another, as the page has it. */
struct model {
	const char *at, *end;
	bool lenient;
	size_t line, row, blanks;
	size_t cell_line;
};

static bool
at_line_end(const struct model *m)
{
	return m->at == m->end || *m->at == '\n';
}

static void
skip_blanks(struct model *m)
{
	while (m->lenient && m->at < m->end && *m->at == ' ')
		m->at++;
}

/* The text of a quoted cell; false where the quote is never closed. */
static bool
model_quoted(struct model *m, struct ta_text *cell)
{
	for (m->at++; m->at < m->end; m->at++) {
		if (*m->at == '"') {
			m->at++;
			if (m->at == m->end || *m->at != '"')
				return true;
		}
		m->line += *m->at == '\n';
		ta_text_add_char(cell, *m->at);
	}
	return false;
}

/* One cell; 0, or the line that is wrong. */
static size_t
model_cell(struct model *m, struct ta_text *cell)
{
	size_t start = cell->len;

	skip_blanks(m);
	m->cell_line = m->line;
	if (m->at < m->end && *m->at == '"') {
		if (!model_quoted(m, cell))
			return m->cell_line;
		skip_blanks(m);
		if (at_line_end(m) || *m->at == ',')
			return 0;
		return m->lenient ? m->cell_line : m->line;
	}
	for (; !at_line_end(m) && *m->at != ','; m->at++) {
		if (*m->at == '"' && !m->lenient)
			return m->line;
		ta_text_add_char(cell, *m->at);
	}
	while (
	    m->lenient && cell->len > start && cell->data[cell->len - 1] == ' ')
		cell->len--;
	return 0;
}

/* Passes over an empty line, at intake over one of blanks, too. */
static bool
model_blank(struct model *m)
{
	const char *start = m->at;

	skip_blanks(m);
	if (!at_line_end(m)) {
		m->at = start;
		return false;
	}
	m->at += m->at < m->end;
	m->line++;
	m->row++;
	m->blanks++;
	return true;
}

static void
model_show(struct model *m, struct ta_text *out)
{
	size_t wrong = 0;

	ta_text_clear(out);
	while (wrong == 0 && m->at < m->end) {
		size_t start = out->len;

		if (model_blank(m))
			continue;
		ta_text_printf(out, "%zu#%zu", m->line, ++m->row);
		for (bool more = true; more && wrong == 0;) {
			ta_text_add_char(out, '[');
			wrong = model_cell(m, out);
			ta_text_add_char(out, ']');
			more = wrong == 0 && !at_line_end(m);
			m->at += m->at < m->end;
		}
		ta_text_add_char(out, ' ');
		m->line++;
		if (wrong != 0) {
			out->len = start;
			ta_text_printf(out, "!%zu:", wrong);
		}
	}
	if (m->blanks > 0)
		ta_text_printf(out, "+%zu", m->blanks);
}

/* Cuts the column off an error, which the model does not know. */
static void
drop_column(struct ta_text *text)
{
	char *error = strchr(text->data, '!');
	char *end = error == NULL ? NULL : strchr(error, ':');

	if (end != NULL && end[1] >= '0' && end[1] <= '9') {
		size_t n = strspn(end + 1, "0123456789:");

		memmove(end + 1, end + 1 + n, strlen(end + 1 + n) + 1);
		text->len -= n;
	}
}

/* Any soup of quotes and commas: the same rows, or an error at the same line.
 */
static void
test_soup(enum way way, const char *words)
{
	struct ta_text out = {0}, wanted = {0};
	char soup[24];
	int wrong = 0;

	for (int i = 0; i < 100000; i++) {
		size_t n = pick(sizeof(soup));
		struct model model = {
		    soup, soup + n, way == LENIENT, 1, 0, 0, 0};
		struct ta_source *source;

		for (size_t k = 0; k < n; k++)
			soup[k] = "aa\"\"\",,\n "[pick(9)];
		source = ta_source_memory("t.csv", soup, n);
		show(source, way, &out);
		ta_text_string(&out);
		model_show(&model, &wanted);
		if (n > 0)
			drop_column(&out);
		if (strcmp(ta_text_string(&out), ta_text_string(&wanted)) != 0)
			if (wrong++ < 3) {
				struct ta_text shown = {0};

				ta_text_add_escaped(
				    &shown, (struct ta_slice){soup, n});
				printf("# '%s'\n", ta_text_string(&shown));
				ta_text_free(&shown);
			}
		ta_source_close(source);
	}
	CHECK_THAT(wrong == 0, words);
	ta_text_free(&out);
	ta_text_free(&wanted);
}

/* All that a reader says of a file: rows, blank lines, the words of an error.
 */
static void
tell(struct ta_slice csv, enum way way, struct ta_text *out)
{
	struct ta_source *source = ta_source_memory("t.csv", csv.data, csv.len);
	struct ta_csv_reader *reader = reader_of(source, way);
	struct ta_error error = {""};
	struct ta_row row;
	int got;

	ta_text_clear(out);
	while ((got = ta_csv_next(reader, &row, &error)) == 1)
		show_row(&row, STRICT, out);
	ta_text_printf(out, "%d %zu %s", got, ta_csv_counts(reader).blank_lines,
	    got == -1 ? error.text : "");
	ta_csv_free(reader);
	ta_source_close(source);
}

/* Does the quick way say the very same as libcsv alone? */
static bool
is_same(struct ta_slice csv)
{
	static int shown;
	struct ta_text quick = {0}, slow = {0}, soup = {0};
	bool same;

	tell(csv, STRICT, &quick);
	tell(csv, BY_LIBCSV, &slow);
	same =
	    ta_slice_equal(ta_text_slice(&quick, 0), ta_text_slice(&slow, 0));
	if (!same && shown++ < 5) {
		ta_text_add_escaped(&soup, csv);
		printf("# of '%s'\n", ta_text_string(&soup));
		printf("# strict:    %s\n", ta_text_string(&quick));
		printf("# by libcsv: %s\n", ta_text_string(&slow));
	}
	ta_text_free(&quick);
	ta_text_free(&slow);
	ta_text_free(&soup);
	return same;
}

/* Every sample, whole and broken off behind each of its bytes. */
static void
test_cuts(void)
{
	bool same = true;

	for (size_t i = 0; i < sizeof(strict) / sizeof(strict[0]); i++)
		for (size_t n = 0; n <= strlen(strict[i].csv); n++)
			same &= is_same((struct ta_slice){strict[i].csv, n});
	for (size_t i = 0; i < sizeof(lenient) / sizeof(lenient[0]); i++)
		for (size_t n = 0; n <= strlen(lenient[i].csv); n++)
			same &= is_same((struct ta_slice){lenient[i].csv, n});
	CHECK_THAT(same, "every cut of every sample: strict is as libcsv");
}

static void
test_random_files(void)
{
	static const struct ta_slice pieces[] = {{"a", 1}, {",", 1}, {"\"", 1},
	    {"\n", 1}, {"\r\n", 2}, {" ", 1}, {"\xc3\xa9", 2}, {"\0", 1},
	    {"\x01", 1}};
	struct ta_text text = {0};
	bool same = true;

	for (int i = 0; i < 20000; i++) {
		/* what is refused at once is no test of what comes behind */
		size_t most = i % 4 == 0 ? 9 : 7;

		ta_text_clear(&text);
		ta_text_add_string(&text, i % 2 == 0 ? "a,b\n" : "");
		for (size_t n = pick(28); n > 0; n--) {
			ta_text_add_slice(&text, pieces[pick(most)]);
			if (pick(4) == 0)
				ta_text_add_string(&text, "\",\"");
		}
		same &= is_same(ta_text_slice(&text, 0));
	}
	CHECK_THAT(same, "20,000 random files: strict is as libcsv");
	ta_text_free(&text);
}

/* What breaks a limit is refused in the same words, and the row before kept. */
static void
test_limits_alike(void)
{
	static const struct {
		size_t cells, len;
		const char *quote;
	} rows[] = {{1, TA_FIELD_MAX, ""}, {1, TA_FIELD_MAX + 1, ""},
	    {1, TA_FIELD_MAX, "\""}, {1, TA_FIELD_MAX + 1, "\""},
	    {3, TA_FIELD_MAX, ""}, {5, TA_FIELD_MAX, "\""},
	    {TA_COLUMNS_MAX, 1, "\""}, {TA_COLUMNS_MAX + 1, 1, "\""},
	    {TA_COLUMNS_MAX + 1, 0, ""}, {TA_COLUMNS_MAX, 5000, ""}};
	struct ta_text text = {0};
	bool same = true;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ta_text_clear(&text);
		ta_text_add_string(&text, "a,b\n1,2\n");
		for (size_t k = 0; k < rows[i].cells; k++) {
			ta_text_add_string(&text, k == 0 ? "" : ",");
			ta_text_add_string(&text, rows[i].quote);
			memset(ta_text_reserve(&text, rows[i].len), 'x',
			    rows[i].len);
			text.len += rows[i].len;
			ta_text_add_string(&text, rows[i].quote);
		}
		ta_text_add_string(&text, "\n3,4\n");
		same &= is_same(ta_text_slice(&text, 0));
	}
	CHECK_THAT(same, "around the limits strict is as libcsv");
	ta_text_free(&text);
}

int
main(void)
{
	size_t n = sizeof(strict) / sizeof(strict[0]);

	test_samples(strict, n, STRICT);
	test_samples(strict, n, BY_LIBCSV);
	test_samples(marked, sizeof(marked) / sizeof(marked[0]), STRICT);
	test_samples(marked, sizeof(marked) / sizeof(marked[0]), BY_LIBCSV);
	test_samples(lenient, sizeof(lenient) / sizeof(lenient[0]), LENIENT);
	test_faults();
	test_caps();
	test_excess();
	test_open_quote(STRICT);
	test_open_quote(LENIENT);
	test_writer();
	test_writer_rows();
	test_round_trip();
	test_blocks();
	test_cuts();
	test_random_files();
	test_limits_alike();
	test_soup(STRICT, "strict: any soup reads as the model says");
	test_soup(BY_LIBCSV, "libcsv: any soup reads as the model says");
	test_soup(LENIENT, "lenient: any soup reads as the model says");
	return unit_end();
}
