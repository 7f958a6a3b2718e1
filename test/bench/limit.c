/*
 * The limit of the benchmark: what a program that is written for this one job
 * can do. `limit validate|due|prioritize|route [DAYS]` reads rows of CSV word
 * by word, passes them on as they came, and appends the columns of the stage's
 * essential work, the same that the peers do: see README.md. It is strict: a
 * stray quote, a quote that is not closed, a carriage return outside of quotes
 * and a row of another width than the header end it. DAYS is the look-up table
 * of dates. It shares no code with the tools.
 */

#define _GNU_SOURCE /* F_SETPIPE_SZ */
#include <err.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define BLOCK ((size_t)1 << 18)
#define ROW_MAX ((size_t)1 << 22)
#define WIDTH_MAX 256
#define DATES (1 << 22) /* more than day numbers of the years to 9999 */

struct slice {
	const char *s;
	size_t len;
};

enum column {
	RECEIVED,
	EMAIL,
	ROLE,
	OWN_CASE,
	SUPERVISOR,
	ASSISTANCE,
	DOCUMENT,
	ATTACHMENTS,
	ETHICS,
	VALID,
	DUE,
	TARGET,
	COLUMNS
};

static const char *const names[COLUMNS] = {"received", "email", "role",
    "own_case", "supervisor_email", "assistance", "document", "attachments",
    "ethics_flag", "ta_valid", "ta_due", "ta_target"};

static const char *const roles[] = {"attorney", "doj-accredited-representative",
    "social-service-provider", "case-manager", "law-enforcement",
    "program-manager", "other-professional", "survivor", "other", NULL};

static const char *const supervised[] = {"paralegal", "legal-assistant",
    "legal-intern", "law-graduate", "law-student", NULL};

static const char *const kinds_of_help[] = {
    "case-consultation", "document-review", "general-information", NULL};

/* The row at hand, its values without the quotes around them. */
static struct slice field[WIDTH_MAX];
static size_t width;	       /* of the header, once it is read */
static size_t column[COLUMNS]; /* where each is, or the empty last field */
static char (*target)[10];     /* the table of dates */
static char out[2 * BLOCK + ROW_MAX];
static size_t used;

static void
flush(void)
{
	size_t done;
	ssize_t n;

	for (done = 0; done < used; done += (size_t)n)
		if ((n = write(STDOUT_FILENO, out + done, used - done)) == -1)
			err(2, "standard output");
	used = 0;
}

static void
put(const char *s, size_t len)
{
	memcpy(out + used, s, len);
	used += len;
}

static void
put_text(const char *s)
{
	put(s, strlen(s));
}

/* 0x80 for each byte of the word that is c, 0 for all others. */
static uint64_t
equal(uint64_t word, unsigned char c)
{
	const uint64_t low = UINT64_MAX / 255 * 127;
	uint64_t x = word ^ UINT64_MAX / 255 * c;

	return ~(((x & low) + low) | x | low);
}

/* Where what is outside of quotes ends; a line end is known to follow. */
static const char *
plain_end(const char *s)
{
	uint64_t word, hit;

	for (;; s += sizeof word) {
		memcpy(&word, s, sizeof word);
		hit = equal(word, ',') | equal(word, '\n') | equal(word, '"') |
		      equal(word, '\r');
		if (hit != 0)
			return s + (__builtin_ctzll(hit) >> 3);
	}
}

/* The byte after the closing quote, or NULL when it does not come. */
static const char *
quoted_end(const char *s, const char *end)
{
	while ((s = memchr(s, '"', (size_t)(end - s))) != NULL && *++s == '"')
		s++;
	return s;
}

/*
 * Cuts the row at s into fields; returns its line end, or NULL when it does
 * not come. At end there is one, with a word to spare, that is not the row's.
 */
static const char *
cut(const char *s, const char *end)
{
	const char *stop;
	size_t n = 0;

	for (;; s = stop + 1) {
		if (n == WIDTH_MAX - 1)
			errx(2, "a row has too many fields");
		if (*s != '"') {
			stop = plain_end(s);
			field[n++] = (struct slice){s, (size_t)(stop - s)};
		} else if ((stop = quoted_end(s + 1, end)) != NULL)
			field[n++] =
			    (struct slice){s + 1, (size_t)(stop - s) - 2};
		if (stop == NULL || stop >= end)
			return NULL;
		if (*stop == '\n')
			break;
		if (*stop != ',')
			errx(2, "a quote or a line end is where none may be");
	}
	if (width == 0)
		width = n;
	if (n != width)
		errx(2, "a row has another width than the header");
	return stop;
}

static int
is(const struct slice *v, const char *word)
{
	return v->len == strlen(word) && memcmp(v->s, word, v->len) == 0;
}

static int
is_any(const struct slice *v, const char *const *words)
{
	for (; *words != NULL; words++)
		if (is(v, *words))
			return 1;
	return 0;
}

static const struct slice *
value(enum column name)
{
	return &field[column[name]];
}

static int
has_at(const struct slice *v)
{
	return memchr(v->s, '@', v->len) != NULL;
}

static void
validate(void)
{
	const struct slice *email = value(EMAIL), *role = value(ROLE);
	const struct slice *supervisor = value(SUPERVISOR);
	const char *found[5];
	size_t i, n = 0;

	if (value(RECEIVED)->len == 0)
		found[n++] = "received-missing";
	if (email->len == 0)
		found[n++] = "email-missing";
	else if (!has_at(email))
		found[n++] = "email-invalid";
	if (role->len == 0)
		found[n++] = "role-missing";
	else if (!is_any(role, roles) && !is_any(role, supervised))
		found[n++] = "role-invalid";
	if (value(ASSISTANCE)->len == 0)
		found[n++] = "assistance-missing";
	if (!has_at(supervisor) && is_any(role, supervised))
		found[n++] = supervisor->len == 0
				 ? "supervisor-missing"
				 : "supervisor-email-malformed";
	put_text(n == 0 ? ",yes," : ",no,");
	for (i = 0; i < n; i++) {
		put_text(i == 0 ? "" : ";");
		put_text(found[i]);
	}
}

/* A number for each day such as 2026-11-24, in their order; 0 for no day. */
static size_t
day_number(const struct slice *v)
{
	size_t i, digit[8], n = 0;

	if (v->len < 10 || v->s[4] != '-' || v->s[7] != '-')
		return 0;
	for (i = 0; i < 10; i++)
		if (i != 4 && i != 7)
			digit[n++] = (size_t)(v->s[i] - '0') % 10;
	return (((digit[0] * 10 + digit[1]) * 10 + digit[2]) * 10 + digit[3]) *
		   400 +
	       (digit[4] * 10 + digit[5]) * 32 + digit[6] * 10 + digit[7];
}

static void
due(void)
{
	const char *day = target[day_number(value(RECEIVED))];

	put(",", 1);
	put(day, *day == '\0' ? 0 : sizeof *target);
}

static void
route(void)
{
	const struct slice *role = value(ROLE), *help = value(ASSISTANCE);
	static const struct slice none = {"", 0};
	const struct slice *paper =
	    is(help, "document-review") ? value(DOCUMENT) : &none;

	if (is(role, "survivor") || is(value(OWN_CASE), "yes"))
		put_text(",redirect,hotline");
	else if (is(value(ETHICS), "review"))
		put_text(",review,ethics-review");
	else if (is(role, "other"))
		put_text(",review,eligibility-review");
	else if (is(paper, "other-immigration"))
		put_text(",review,scope-review");
	else if (is(paper, "initial-t-visa-declaration"))
		put_text(",redirect,declaration-workshop");
	else if (is(value(VALID), "no"))
		put_text(",hold,awaiting-requester");
	else if (is(paper, "other-document-review") &&
		 is(value(ATTACHMENTS), "emp-worksheet"))
		put_text(",accept,emp-review");
	else if (is_any(help, kinds_of_help)) {
		put_text(",accept,");
		put(help->s, help->len);
	} else
		put_text(",review,scope-review");
}

/* The header, with the stage's columns; returns its line end. */
static const char *
header(const char *s, const char *end, const char *added)
{
	const char *stop = cut(s, end);
	size_t i, j;

	if (stop == NULL)
		errx(2, "there is no header");
	field[WIDTH_MAX - 1] = (struct slice){"", 0};
	for (i = 0; i < COLUMNS; i++) {
		column[i] = WIDTH_MAX - 1;
		for (j = 0; j < width; j++)
			if (is(&field[j], names[i]))
				column[i] = j;
	}
	put(s, (size_t)(stop - s));
	put_text(added);
	return stop;
}

static size_t
read_block(char *to)
{
	ssize_t n = read(STDIN_FILENO, to, BLOCK);

	if (n == -1)
		err(2, "standard input");
	return (size_t)n;
}

static void
stream(void (*stage)(void), const char *added)
{
	static char in[ROW_MAX + BLOCK + 2 * sizeof(uint64_t)];
	const char *s, *end, *stop;
	size_t n, left = 0;

	while ((n = read_block(in + left)) > 0) {
		end = in + left + n;
		in[left + n] = '\n';
		s = in;
		if (width == 0)
			s = header(s, end, added) + 1;
		for (; s < end && (stop = cut(s, end)) != NULL; s = stop + 1) {
			if (used > BLOCK)
				flush();
			put(s, (size_t)(stop - s));
			stage();
			put("\n", 1);
		}
		left = (size_t)(end - s);
		if (left > ROW_MAX)
			errx(2, "a row is too long");
		memmove(in, s, left);
	}
	if (left > 0)
		errx(2, "the last row has no end");
}

struct row {
	size_t at;
	uint32_t len;
	uint32_t day;
};

/* Least significant digit first: stable, and two passes sort all the days. */
static void
sort_rows(struct row *rows, struct row *spare, size_t n)
{
	static size_t start[2][2049];
	struct row *swap;
	size_t i, pass;

	for (pass = 0; pass < 2; pass++) {
		for (i = 0; i < n; i++)
			start[pass][(rows[i].day >> 11 * pass & 2047) + 1]++;
		for (i = 1; i < 2048; i++)
			start[pass][i] += start[pass][i - 1];
		for (i = 0; i < n; i++)
			spare[start[pass][rows[i].day >> 11 * pass & 2047]++] =
			    rows[i];
		swap = rows;
		rows = spare;
		spare = swap;
	}
}

static void *
grown(void *p, size_t size)
{
	if ((p = realloc(p, size)) == NULL)
		err(2, NULL);
	return p;
}

static void
prioritize(void)
{
	char *in = NULL, rank[32];
	struct row *rows = NULL;
	const char *s, *end, *stop;
	size_t i, n, size = 0, room = 0, count = 0;

	do {
		if (room - size < 2 * BLOCK)
			in = grown(in, room = 2 * room + 4 * BLOCK);
		n = read_block(in + size);
		size += n;
	} while (n > 0);
	end = in + size;
	in[size] = '\n';
	s = header(in, end, ",ta_rank\n") + 1;
	for (room = 0; s < end; s = stop + 1) {
		if ((stop = cut(s, end)) == NULL)
			errx(2, "the last row has no end");
		if (count == room)
			rows =
			    grown(rows, (room = 2 * room + 512) * sizeof *rows);
		rows[count++] =
		    (struct row){(size_t)(s - in), (uint32_t)(stop - s),
			(uint32_t)day_number(
			    value(column[DUE] < width ? DUE : TARGET))};
	}
	rows = grown(rows, 2 * (count + 1) * sizeof *rows);
	sort_rows(rows, rows + count, count);
	for (i = 0; i < count; i++) {
		if (used > BLOCK)
			flush();
		put(in + rows[i].at, rows[i].len);
		put(rank, (size_t)snprintf(rank, sizeof rank, ",%zu\n", i + 1));
	}
	free(rows);
	free(in);
}

static void
read_days(const char *path)
{
	struct slice day;
	char line[64];
	FILE *f;

	if (path == NULL || (f = fopen(path, "r")) == NULL)
		err(2, "the table of dates");
	if ((target = calloc(DATES, sizeof *target)) == NULL)
		err(2, NULL);
	while (fgets(line, sizeof line, f) != NULL) {
		day = (struct slice){line, strlen(line)};
		if (day_number(&day) != 0 && day.len >= 21)
			memcpy(target[day_number(&day)], line + 11, 10);
	}
	fclose(f);
}

int
main(int argc, char *argv[])
{
	const char *stage = argc > 1 ? argv[1] : "";

#ifdef F_SETPIPE_SZ
	(void)fcntl(STDOUT_FILENO, F_SETPIPE_SZ, 1 << 20);
#endif
	if (strcmp(stage, "validate") == 0)
		stream(validate, ",ta_valid,ta_findings\n");
	else if (strcmp(stage, "due") == 0) {
		read_days(argv[2]);
		stream(due, ",ta_target\n");
	} else if (strcmp(stage, "prioritize") == 0)
		prioritize();
	else if (strcmp(stage, "route") == 0)
		stream(route, ",ta_outcome,ta_queue\n");
	else
		errx(2, "usage: limit validate|due|prioritize|route [DAYS]");
	flush();
	free(target);
	return 0;
}
