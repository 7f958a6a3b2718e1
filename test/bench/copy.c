/*
 * The floor of the benchmark: what it costs to read a CSV file with libcsv and
 * to write it back, with nothing in between. It shares no code with the tools,
 * so that they are compared with something else than themselves. On a canonical
 * file its output is its input, byte for byte. `copy NAME,NAME` writes only the
 * columns of these names: that is how the results of programs are compared.
 */

#include <csv.h>
#include <err.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define BLOCK 65536
#define FIELD_MAX (1 << 20)
#define WIDTH_MAX 1024

struct copy {
	size_t rows;
	size_t fields;	   /* of the row so far */
	size_t written;	   /* of them */
	size_t last;	   /* length of the latest that was written */
	size_t used;	   /* bytes of out that wait to be written */
	const char *names; /* what is written, or NULL for all */
	char skipped[WIDTH_MAX];
	char out[BLOCK + 2 * FIELD_MAX + 8];
};

static void
flush(struct copy *c)
{
	size_t done;
	ssize_t n;

	for (done = 0; done < c->used; done += (size_t)n) {
		n = write(STDOUT_FILENO, c->out + done, c->used - done);
		if (n == -1)
			err(2, "standard output");
	}
	c->used = 0;
}

static char *
quote(char *to, const char *s, size_t len)
{
	size_t i;

	*to++ = '"';
	for (i = 0; i < len; i++) {
		if (s[i] == '"')
			*to++ = '"';
		*to++ = s[i];
	}
	*to++ = '"';
	return to;
}

static int
is_listed(const char *names, const char *s, size_t len)
{
	size_t n;

	for (;; names += n + 1) {
		n = strcspn(names, ",");
		if (n == len && memcmp(names, s, n) == 0)
			return 1;
		if (names[n] == '\0')
			return 0;
	}
}

/* Nearly every field is plain: it is copied at once, and again if it was not.
 */
static void
field(void *data, size_t len, void *arg)
{
	struct copy *c = arg;
	const char *s = data;
	char *to;
	size_t i;

	if (len > FIELD_MAX)
		errx(2, "a field has more than %d bytes", FIELD_MAX);
	if (c->fields == WIDTH_MAX)
		errx(2, "a row has more than %d fields", WIDTH_MAX);
	if (c->rows == 0 && c->names != NULL)
		c->skipped[c->fields] = !is_listed(c->names, s, len);
	if (c->skipped[c->fields++])
		return;
	if (c->written++ > 0)
		c->out[c->used++] = ',';
	to = c->out + c->used;
	for (i = 0; i < len; i++) {
		if (s[i] == '"' || s[i] == ',' || s[i] == '\n' || s[i] == '\r')
			break;
		to[i] = s[i];
	}
	to = i < len ? quote(to, s, len) : to + len;
	c->used = (size_t)(to - c->out);
	c->last = len;
	if (c->used >= BLOCK)
		flush(c);
}

/* A row of one empty field is written quoted: else it were a blank line. */
static void
row(int end, void *arg)
{
	struct copy *c = arg;

	(void)end;
	if (c->written == 1 && c->last == 0) {
		c->out[c->used++] = '"';
		c->out[c->used++] = '"';
	}
	c->out[c->used++] = '\n';
	c->fields = c->written = 0;
	c->rows++;
}

/* No blank is stripped: a copy that changed values would be no floor. */
static int
is_space(unsigned char byte)
{
	(void)byte;
	return 0;
}

int
main(int argc, char *argv[])
{
	static struct copy c;
	static char in[BLOCK];
	struct csv_parser p;
	ssize_t n;

	c.names = argc > 1 ? argv[1] : NULL;
	if (csv_init(&p, CSV_STRICT | CSV_STRICT_FINI) != 0)
		errx(2, "libcsv does not start");
	csv_set_space_func(&p, is_space);
	while ((n = read(STDIN_FILENO, in, sizeof in)) > 0)
		if (csv_parse(&p, in, (size_t)n, field, row, &c) != (size_t)n)
			errx(2, "row %zu: %s", c.rows + 1,
			    csv_strerror(csv_error(&p)));
	if (n == -1)
		err(2, "standard input");
	if (csv_fini(&p, field, row, &c) != 0)
		errx(2, "row %zu: %s", c.rows + 1, csv_strerror(csv_error(&p)));
	flush(&c);
	csv_free(&p);
	return 0;
}
