/*
 * Proves that a damaged line of a ledger is always reported, and that all other
 * lines are read as if nothing had happened:
 *
 *	damage [-n seeds] [-s first-seed] TA-SUBMIT TA-LOG LEDGER FOLDER
 *
 * Each seed makes a copy of LEDGER in FOLDER and damages it in one of the ways
 * below, once or many times. What the tool has to say is worked out without any
 *sum: a line is intact if and only if it is, byte for byte, one that the ledger
 *had. LEDGER has some thousand intact lines, none of them twice. A copy that
 *was read wrongly stays, with what the tool wrote and said beside it. Files are
 *named after the seed, so that several of these can run at once.
 */

#include <ctype.h>
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define SEEDS 100
#define PAGE 4096
#define CUT_MOST 2000
#define INSERT_MOST 200
#define VERIFY_EVERY 10
#define KEY ",\"ta_sum\":\""
#define SUM_DIGITS 20
#define SHOWN_MOST 20
#define KEPT_MOST 20
#define LINES_LEAST 1000
#define TIMES_MOST 50

struct bytes {
	char *data;
	size_t len;
};

struct line {
	const char *data;
	size_t len; /* without the line end */
};

struct lines {
	struct line *items;
	size_t count;
	size_t room;
	bool torn; /* the last one has no end */
};

struct numbers {
	size_t *items;
	size_t count;
	size_t room;
};

/* What has to come of a copy. */
struct expectation {
	struct lines intact;
	struct numbers damaged; /* physical lines, in order */
};

static struct {
	unsigned long copies, damaged, unreported, wrongly, changed;
	unsigned long statuses, verdicts, shown, kept;
} count;

static const char *tool, *verifier, *folder;
static struct bytes ledger;
static struct lines originals; /* as they stand */
static struct lines sorted;    /* the same, to be looked up */

/* Xorshift; each seed is a sequence of its own. */

static uint64_t state;

static uint64_t
next_random(void)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return state * UINT64_C(0x2545f4914f6cdd1d);
}

static size_t
pick(size_t n)
{
	return (size_t)((next_random() >> 16) % n);
}

/* Neighbours have to differ from the first number on. */
static void
sow(unsigned long seed)
{
	state = (seed + 1) * UINT64_C(0x9e3779b97f4a7c15) | 1;
	for (int i = 0; i < 16; i++)
		next_random();
}

static void *
grown(void *items, size_t *room, size_t used, size_t size)
{
	if (used < *room)
		return items;
	*room = *room == 0 ? 256 : *room * 2;
	items = realloc(items, *room * size);
	if (items == NULL)
		err(2, NULL);
	return items;
}

static void
add_line(struct lines *lines, const char *data, size_t len)
{
	lines->items = grown(
	    lines->items, &lines->room, lines->count, sizeof(*lines->items));
	lines->items[lines->count++] = (struct line){data, len};
}

static void
add_number(struct numbers *numbers, size_t number)
{
	numbers->items = grown(numbers->items, &numbers->room, numbers->count,
	    sizeof(*numbers->items));
	numbers->items[numbers->count++] = number;
}

/* Files */

static struct bytes
read_file(const char *path)
{
	struct bytes file;
	struct stat st;
	FILE *in = fopen(path, "r");

	if (in == NULL || fstat(fileno(in), &st) == -1)
		err(2, "%s", path);
	file.len = (size_t)st.st_size;
	file.data = malloc(file.len + 1);
	if (file.data == NULL)
		err(2, NULL);
	if (fread(file.data, 1, file.len, in) != file.len)
		err(2, "%s", path);
	fclose(in);
	return file;
}

static void
write_file(const char *path, const struct bytes *file)
{
	FILE *out = fopen(path, "w");

	if (out == NULL || fwrite(file->data, 1, file->len, out) != file->len ||
	    fclose(out) != 0)
		err(2, "%s", path);
}

static struct lines
split(const struct bytes *file)
{
	struct lines lines = {0};
	const char *at = file->data, *end = file->data + file->len, *feed;

	for (; at < end; at = feed + 1) {
		feed = memchr(at, '\n', (size_t)(end - at));
		lines.torn = feed == NULL;
		if (feed == NULL)
			feed = end;
		add_line(&lines, at, (size_t)(feed - at));
	}
	return lines;
}

/* Lines that are looked up */

static int
compare(const void *a, const void *b)
{
	const struct line *one = a, *other = b;
	size_t least = one->len < other->len ? one->len : other->len;
	int order = memcmp(one->data, other->data, least);

	return order != 0 ? order : (one->len > least) - (other->len > least);
}

static bool
same(struct line one, struct line other)
{
	return one.len == other.len &&
	       memcmp(one.data, other.data, one.len) == 0;
}

static void
load(const char *path)
{
	ledger = read_file(path);
	originals = split(&ledger);
	if (originals.count < LINES_LEAST || originals.torn)
		errx(2, "%s: not a ledger of some thousand lines", path);
	for (size_t i = 0; i < originals.count; i++)
		add_line(
		    &sorted, originals.items[i].data, originals.items[i].len);
	qsort(sorted.items, sorted.count, sizeof(*sorted.items), compare);
	for (size_t i = 1; i < sorted.count; i++)
		if (same(sorted.items[i - 1], sorted.items[i]))
			errx(2, "%s: a line is there twice", path);
}

/*
 * The sum is of what stands before it, and a line may end in CR LF, as in all
 * that the tools read: one CR there is no part of the line. Nothing else may
 * be behind the sum.
 */
static struct line
without_cr(struct line line)
{
	if (line.len > 0 && line.data[line.len - 1] == '\r')
		line.len--;
	return line;
}

/*
 * Nothing is between two line ends: that is passed over, and is no line. A last
 * line that has only lost its end is whole.
 */
static struct expectation
expect(const struct bytes *copy)
{
	struct expectation expected = {0};
	struct lines lines = split(copy);

	for (size_t i = 0; i < lines.count; i++) {
		struct line line = without_cr(lines.items[i]);

		if (line.len == 0)
			continue;
		if (bsearch(&line, sorted.items, sorted.count, sizeof(line),
			compare) == NULL)
			add_number(&expected.damaged, i + 1);
		else
			add_line(&expected.intact, line.data, line.len);
	}
	free(lines.items);
	return expected;
}

static void
forget(struct expectation *expected)
{
	free(expected->intact.items);
	free(expected->damaged.items);
}

/* Ways to damage a copy; it has room for what they insert. */

static void
change_byte(struct bytes *copy)
{
	copy->data[pick(copy->len)] ^= (char)(1 + pick(255));
}

static void
flip_bit(struct bytes *copy)
{
	copy->data[pick(copy->len)] ^= (char)(1 << pick(8));
}

/* What a file system leaves of a block that never got to the disk. */
static void
blank_page(struct bytes *copy)
{
	size_t at = pick(copy->len), n = copy->len - at;

	memset(copy->data + at, 0, n < PAGE ? n : PAGE);
}

static void
take_out(struct bytes *copy, size_t at, size_t n)
{
	memmove(copy->data + at, copy->data + at + n, copy->len - at - n);
	copy->len -= n;
}

static void
cut_out(struct bytes *copy)
{
	size_t n = 1 + pick(CUT_MOST);

	take_out(copy, pick(copy->len - n + 1), n);
}

static void
insert(struct bytes *copy)
{
	size_t at = pick(copy->len + 1), n = 1 + pick(INSERT_MOST);

	memmove(copy->data + at + n, copy->data + at, copy->len - at);
	for (size_t i = 0; i < n; i++)
		copy->data[at + i] = (char)pick(256);
	copy->len += n;
}

static void
remove_line(struct bytes *copy)
{
	struct line line = originals.items[pick(originals.count)];

	take_out(copy, (size_t)(line.data - ledger.data), line.len + 1);
}

static void
swap_lines(struct bytes *copy)
{
	size_t one = pick(originals.count), other = pick(originals.count);
	char *at = copy->data;

	for (size_t i = 0; i < originals.count; i++) {
		size_t from = i == one ? other : i == other ? one : i;
		struct line line = originals.items[from];

		memcpy(at, line.data, line.len + 1);
		at += line.len + 1;
	}
}

/*
 * Anywhere, or so that nothing but a line end is gone. One whole line at least
 * is left: a torn one that is alone, and cut before its sum, is no damaged line
 * of a ledger but JSON that nobody has sealed.
 */
static void
cut_tail(struct bytes *copy)
{
	size_t first = originals.items[0].len + 1;
	struct line line = originals.items[1 + pick(originals.count - 1)];

	if (pick(4) == 0)
		copy->len = (size_t)(line.data - ledger.data) + line.len;
	else
		copy->len = first + pick(copy->len - first);
}

static const struct {
	const char *name;
	void (*apply)(struct bytes *copy);
	bool once; /* it needs a copy that is like the ledger */
} ways[] = {
    {"bytes changed", change_byte, false},
    {"bits flipped", flip_bit, false},
    {"pages of NULs", blank_page, false},
    {"cuts", cut_out, false},
    {"insertions", insert, false},
    {"a line removed", remove_line, true},
    {"two lines swapped", swap_lines, true},
    {"the tail cut off", cut_tail, true},
};

/*
 * Half of the copies are damaged once, the others again and again, since a tool
 * may tire of saying so. Most lines stay intact, whatever is the ledger's size.
 */
static size_t
draw_times(void)
{
	size_t most = originals.count / 200;

	if (pick(2) == 0)
		return 1;
	return 1 + pick(most < TIMES_MOST ? most : TIMES_MOST);
}

static const char *
make_copy(struct bytes *copy, unsigned long seed)
{
	size_t way, times;

	sow(seed);
	way = pick(COUNT(ways));
	times = ways[way].once ? 1 : draw_times();
	copy->data = malloc(ledger.len + times * INSERT_MOST);
	if (copy->data == NULL)
		err(2, NULL);
	memcpy(copy->data, ledger.data, ledger.len);
	copy->len = ledger.len;
	for (size_t i = 0; i < times; i++)
		ways[way].apply(copy);
	return ways[way].name;
}

/* One run of the tool over a copy. */

struct run {
	char name[32];	 /* of the seed and what was asked */
	char input[512]; /* the copy, as messages name it */
	char out[512], said[512];
	int status;
	bool failed;
};

/* Tells of a fault; the first few are enough. */
static void
blame(struct run *run, const char *format, ...)
{
	va_list args;

	run->failed = true;
	if (count.shown++ >= SHOWN_MOST)
		return;
	printf("# %s: ", run->name);
	va_start(args, format);
	vprintf(format, args);
	va_end(args);
	putchar('\n');
}

static int
open_new(const char *path)
{
	return open(path, O_WRONLY | O_CREAT | O_TRUNC, S_IRUSR | S_IWUSR);
}

static void
become(const struct run *run, const char *const *arguments)
{
	int out = open_new(run->out), said = open_new(run->said);

	if (out == -1 || said == -1 || dup2(out, STDOUT_FILENO) == -1 ||
	    dup2(said, STDERR_FILENO) == -1)
		_exit(127);
	close(out);
	close(said);
	execv(arguments[0], (char *const *)arguments);
	_exit(127);
}

static void
execute(struct run *run, const char *const *arguments)
{
	pid_t pid;
	int status;

	fflush(NULL);
	pid = fork();
	if (pid == -1)
		err(2, "fork");
	if (pid == 0)
		become(run, arguments);
	if (waitpid(pid, &status, 0) != pid)
		err(2, "waitpid");
	run->status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
	if (run->status == 127)
		errx(2, "%s: cannot run it", arguments[0]);
}

static void
read_copy(struct run *run)
{
	const char *const arguments[] = {
	    tool, "-q", "-t", "jsonl", run->input, NULL};

	execute(run, arguments);
}

static void
verify_copy(struct run *run)
{
	const char *const arguments[] = {
	    verifier, "--verify", run->input, NULL};

	execute(run, arguments);
}

/* Names the files of a run. The suffix says that they are JSON Lines. */
static struct run
prepare(const char *name, const char *what)
{
	struct run run = {0};

	snprintf(run.name, sizeof(run.name), "%s, %s", name, what);
	snprintf(
	    run.input, sizeof(run.input), "%s/damage-%s.jsonl", folder, name);
	snprintf(run.out, sizeof(run.out), "%s/damage-%s.%s.out", folder, name,
	    what);
	snprintf(run.said, sizeof(run.said), "%s/damage-%s.%s.err", folder,
	    name, what);
	return run;
}

/*
 * All is removed but what somebody has to look at; a tool that does nothing
 * right would fill the disk.
 */
static void
finish(const struct run *run, bool keep)
{
	if (keep && count.kept <= KEPT_MOST)
		return;
	unlink(run->out);
	unlink(run->said);
	unlink(run->input);
}

/* What the tool wrote */

/*
 * Cuts an object that has lost its closing brace at the commas between its
 * members, and sorts these.
 */
static void
find_members(struct line line, struct lines *found)
{
	const char *start = line.data + 1, *end = line.data + line.len;
	bool quoted = false;
	int depth = 0;

	found->count = 0;
	for (const char *at = start; at < end; at++) {
		if (quoted && *at == '\\')
			at++;
		else if (*at == '"')
			quoted = !quoted;
		else if (!quoted && (*at == '[' || *at == ']'))
			depth += *at == '[' ? 1 : -1;
		else if (!quoted && depth == 0 && *at == ',') {
			add_line(found, start, (size_t)(at - start));
			start = at + 1;
		}
	}
	add_line(found, start, (size_t)(end - start));
	qsort(found->items, found->count, sizeof(*found->items), compare);
}

/* Keys may come in another order: that of a form is not the policy's. */
static bool
same_members(struct line one, struct line other)
{
	static struct lines ours, theirs;
	bool equal;

	find_members(one, &ours);
	find_members(other, &theirs);
	equal = ours.count == theirs.count;
	for (size_t i = 0; equal && i < ours.count; i++)
		equal = same(ours.items[i], theirs.items[i]);
	return equal;
}

/* A line of output has all members that the ledger's line has but the sum. */
static bool
is_record(struct line got, struct line original)
{
	const size_t key = sizeof(KEY) - 1, tail = key + SUM_DIGITS + 2;

	if (original.len <= tail)
		return false;
	original.len -= tail;
	if (memcmp(original.data + original.len, KEY, key) != 0 ||
	    got.len != original.len + 1 || got.data[got.len - 1] != '}')
		return false;
	got.len--;
	return same(got, original) || same_members(got, original);
}

/* The place of the record among those to come, or their count. */
static size_t
find(struct line got, const struct lines *wanted, size_t from)
{
	while (from < wanted->count && !is_record(got, wanted->items[from]))
		from++;
	return from;
}

/*
 * Both sequences side by side: a line that is none of those to come is foreign,
 * and records that were passed over to find one are lost. A record that was
 * changed is both, and counts once.
 */
static void
judge_records(struct run *run, const struct expectation *expected)
{
	const struct lines *wanted = &expected->intact;
	struct bytes file = read_file(run->out);
	struct lines got = split(&file);
	size_t next = 0, lost = 0, foreign = 0, at;

	for (size_t i = 0; i < got.count; i++) {
		at = find(got.items[i], wanted, next);
		if (at == wanted->count) {
			foreign++;
			continue;
		}
		lost += at - next;
		next = at + 1;
	}
	lost += wanted->count - next;
	if (lost > 0 || foreign > 0 || got.torn)
		blame(run, "%zu records lost, %zu lines from nowhere%s", lost,
		    foreign, got.torn ? ", no line end" : "");
	count.changed += (lost > foreign ? lost : foreign) + got.torn;
	free(got.items);
	free(file.data);
}

/* What the tool said */

static bool
ends_with(struct line line, const char *words)
{
	size_t n = strlen(words);

	return line.len >= n && memcmp(line.data + line.len - n, words, n) == 0;
}

/*
 * The number N of "TOOL: PATH:N: row N: ..." or of "PATH:N:COLUMN: row N: ...";
 * 0 for anything else.
 */
static size_t
number_of(struct line line, const char *path)
{
	char start[600], row[64], *end;
	size_t n = (size_t)snprintf(start, sizeof(start), ": %s:", path);
	size_t number, name = strcspn(line.data, ":");

	if (line.len <= name + n || memcmp(line.data + name, start, n) != 0 ||
	    !isdigit((unsigned char)line.data[name + n]))
		return 0;
	number = strtoul(line.data + name + n, &end, 10);
	if (*end == ':' && isdigit((unsigned char)end[1]))
		strtoul(end + 1, &end, 10);
	n = (size_t)snprintf(
	    row, sizeof(row), ": row %zu: the line is damaged: ", number);
	return strncmp(end, row, n) == 0 ? number : 0;
}

/*
 * The numbers that were said. An alert about a record that is intact is what
 * the policy asks for, and the summary is judged elsewhere; nothing else may
 * be said.
 */
static struct numbers
collect(struct run *run, const struct lines *said, size_t n)
{
	struct numbers numbers = {0};

	for (size_t i = 0; i < n; i++) {
		struct line line = said->items[i];
		size_t number = number_of(line, run->input);

		if (ends_with(line, " [survivor]"))
			continue;
		if (number == 0 || !ends_with(line, " [damaged]"))
			blame(run, "it said: %.*s", (int)line.len, line.data);
		add_number(&numbers, number);
	}
	return numbers;
}

/* Two ascending sequences; what is out of order is wrong as well. */
static void
judge_numbers(
    struct run *run, const struct numbers *wanted, const struct numbers *got)
{
	size_t i = 0, k = 0;

	while (i < wanted->count || k < got->count) {
		size_t want = i < wanted->count ? wanted->items[i] : SIZE_MAX;
		size_t have = k < got->count ? got->items[k] : SIZE_MAX;

		if (want < have) {
			blame(
			    run, "line %zu is damaged and not reported", want);
			count.unreported++;
		} else if (have < want) {
			blame(run, "line %zu is reported and intact", have);
			count.wrongly++;
		}
		i += want <= have;
		k += have <= want;
	}
}

static void
judge_status(struct run *run, const struct expectation *expected)
{
	int wanted = expected->damaged.count > 0;

	if (run->status == wanted)
		return;
	blame(run, "status %d instead of %d", run->status, wanted);
	count.statuses++;
}

static void
judge_reading(struct run *run, const struct expectation *expected)
{
	struct bytes file = read_file(run->said);
	struct lines said = split(&file);
	struct numbers got;

	file.data[file.len] = '\0';
	got = collect(run, &said, said.count);
	judge_numbers(run, &expected->damaged, &got);
	judge_records(run, expected);
	judge_status(run, expected);
	free(got.items);
	free(said.items);
	free(file.data);
}

/* The last line of --verify; blank lines may be told of behind it. */
static bool
is_summary(struct line line, const struct expectation *expected)
{
	size_t intact = expected->intact.count, bad = expected->damaged.count;
	char wanted[128];
	size_t n = (size_t)snprintf(wanted, sizeof(wanted),
	    bad > 0 ? "ta-log: %zu read, %zu intact, %zu damaged"
		    : "ta-log: %zu read, %zu intact",
	    intact + bad, intact, bad);

	return line.len >= n && memcmp(line.data, wanted, n) == 0 &&
	       (line.len == n || line.data[n] == ';');
}

static void
judge_verdict(struct run *run, const struct expectation *expected)
{
	struct bytes file = read_file(run->said);
	struct lines said = split(&file);
	size_t n = said.count == 0 ? 0 : said.count - 1;
	struct numbers got;
	struct stat st;

	file.data[file.len] = '\0';
	got = collect(run, &said, n);
	judge_numbers(run, &expected->damaged, &got);
	judge_status(run, expected);
	if (said.count == 0 || !is_summary(said.items[n], expected))
		blame(run, "the summary is wrong");
	if (stat(run->out, &st) == -1 || st.st_size > 0)
		blame(run, "it wrote records");
	count.verdicts += run->failed;
	free(got.items);
	free(said.items);
	free(file.data);
}

/* A ledger that nobody has damaged, and copies that somebody has. */

static bool
judge_copy(const struct bytes *copy, const char *name, bool verify)
{
	struct expectation expected = expect(copy);
	struct run reading = prepare(name, "read");
	struct run verdict = prepare(name, "verify");
	bool failed;

	write_file(reading.input, copy);
	read_copy(&reading);
	judge_reading(&reading, &expected);
	if (verify) {
		verify_copy(&verdict);
		judge_verdict(&verdict, &expected);
	}
	failed = reading.failed || verdict.failed;
	count.kept += failed;
	finish(&reading, failed);
	finish(&verdict, failed);
	count.damaged += expected.damaged.count;
	forget(&expected);
	return !failed;
}

static void
try_seed(unsigned long seed)
{
	struct bytes copy;
	const char *way = make_copy(&copy, seed);
	char name[24];

	snprintf(name, sizeof(name), "%lu", seed);
	count.copies++;
	if (!judge_copy(&copy, name, seed % VERIFY_EVERY == 0))
		printf("# seed %lu, %s: %s/damage-%lu.*%s\n", seed, way, folder,
		    seed, count.kept <= KEPT_MOST ? "" : ", not kept");
	free(copy.data);
}

static bool
check(bool holds, const char *what)
{
	static unsigned checks;

	if (what == NULL)
		printf("1..%u\n", checks);
	else
		printf("%s %u - %s\n", holds ? "ok" : "not ok", ++checks, what);
	return holds;
}

static bool
prove_undamaged(void)
{
	char name[32];

	/* two runs at once may share the folder */
	snprintf(name, sizeof(name), "none-%ld", (long)getpid());
	return check(judge_copy(&ledger, name, true),
	    "an undamaged ledger is read as it was written");
}

static bool
prove_damaged(unsigned long first, unsigned long seeds)
{
	bool holds;

	memset(&count, 0, sizeof(count));
	for (unsigned long seed = first; seed < first + seeds; seed++)
		try_seed(seed);
	printf("%lu damaged copies, %lu lines damaged; %lu not reported, "
	       "%lu reported wrongly, %lu records changed\n",
	    count.copies, count.damaged, count.unreported, count.wrongly,
	    count.changed);
	holds = check(count.damaged > 0, "lines were damaged");
	holds &= check(count.unreported == 0, "each damaged line is reported");
	holds &= check(count.wrongly == 0, "no other line is");
	holds &= check(
	    count.changed == 0, "each intact line is its record, in order");
	holds &=
	    check(count.statuses == 0, "the status is 1 for damage, else 0");
	return holds & check(count.verdicts == 0, "--verify says the same");
}

static unsigned long
number_argument(const char *argument, int letter)
{
	char *end;
	unsigned long number;

	errno = 0;
	number = strtoul(argument, &end, 10);
	if (!isdigit((unsigned char)*argument) || *end != '\0' || errno != 0)
		errx(2, "-%c takes a number", letter);
	return number;
}

int
main(int argc, char **argv)
{
	unsigned long first = 1, seeds = SEEDS;
	int letter;
	bool holds;

	while ((letter = getopt(argc, argv, "n:s:")) != -1)
		if (letter == 'n')
			seeds = number_argument(optarg, letter);
		else if (letter == 's')
			first = number_argument(optarg, letter);
		else
			optind = argc + 1;
	if (argc - optind != 4)
		errx(2, "usage: damage [-n seeds] [-s first-seed] TA-SUBMIT "
			"TA-LOG LEDGER FOLDER");
	setvbuf(stdout, NULL, _IOLBF, 0);
	setenv("TA_TODAY", "2026-11-24", 1);
	unsetenv("TA_POLICY");
	unsetenv("TA_SWITCHES");
	tool = argv[optind];
	verifier = argv[optind + 1];
	load(argv[optind + 2]);
	folder = argv[optind + 3];
	holds = prove_undamaged();
	holds &= prove_damaged(first, seeds);
	check(true, NULL);
	free(originals.items);
	free(sorted.items);
	free(ledger.data);
	return !holds;
}
