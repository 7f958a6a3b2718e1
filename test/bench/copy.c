/*
 * The floor of the benchmark: what it costs to read a CSV file with libcsv and
 * to write it back, with nothing in between. It shares no code with the tools,
 * so that they are compared with something else than themselves. On a canonical
 * file its output is its input, byte for byte. With -c it writes the number of
 * rows, the header among them: that is how a program that loses some is seen.
 */

#include <csv.h>
#include <err.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define BLOCK 65536
#define FIELD_MAX (1 << 20)

struct copy {
	size_t rows;
	size_t fields; /* of the row so far */
	size_t last;   /* length of the latest field */
	size_t used;   /* bytes of out that wait to be written */
	int counting;
	char out[BLOCK + 2 * FIELD_MAX + 8];
};

static void
flush(struct copy *c)
{
	size_t done;
	ssize_t n;

	for (done = 0; done < c->used && !c->counting; done += (size_t)n) {
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
	if (c->fields++ > 0)
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
	if (c->fields == 1 && c->last == 0) {
		c->out[c->used++] = '"';
		c->out[c->used++] = '"';
	}
	c->out[c->used++] = '\n';
	c->fields = 0;
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

	c.counting = argc > 1 && strcmp(argv[1], "-c") == 0;
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
	if (c.counting && (printf("%zu\n", c.rows) < 0 || fflush(stdout) != 0))
		err(2, "standard output");
	return 0;
}
