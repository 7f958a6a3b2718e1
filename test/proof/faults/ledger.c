/*
 * Proves that the ledger of `ta-submit -a` loses nothing:
 *
 *	ledger [-b seconds] [-h seconds] [-k seconds] [-l TA-LOG] [-n seconds]
 *	    [-s seed] [-w writers] [-W writers] TA-SUBMIT FOLDER
 *
 * kills   -k 40, -w 16: about half of the imports get SIGKILL on the way, some
 *	   are cut off in mid-write by a limit for the size of files
 * births  -b 5, 6 writers: again and again at a ledger that is not there yet,
 *	   and half of the imports have a spoilt CSV
 * crowd   -n 15, -W 64: nobody dies
 * hands   -h 15, 4 writers, and somebody without a lock, who moves, replaces,
 *	   cuts, restores and removes the ledger, and appends line ends
 *
 * A phase is rounds, each with a ledger of its own; in every other one the
 * writers find none, else one with a torn tail. They run one import in ten
 * again. After a round the ledger is read here, without the tool, and compared
 * with what the writers know they sent: `faults` below says what counts.
 *
 * With -l half of the imports that are acknowledged are followed by one of as
 * many events, by ta-log: one of each of their requests. An event that a hand
 * has left without its request is a reject, and so not acknowledged.
 *
 * Each import of `hands` comes by a pipe that is closed late, so that it has
 * read the ledger and has the lock when the hand comes. What was taken before a
 * hand is lost by that hand; but an import whose pipe was closed after the last
 * of them cannot have been placed before, and has to be in the file that bears
 * the name, or not be acknowledged.
 *
 * Nothing is proved about a loss of power: what the kernel has taken from a
 * writer outlives it.
 */

#include <dirent.h>
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define LEDGER "desk.jsonl"
#define TORN LEDGER ".torn"
#define STDERR "stderr.txt"  /* of all runs of a round */
#define LEDGER_MAX (2 << 20) /* bytes; a round ends early then */
#define GROWTH (1 << 18)     /* bytes, about, while a run waits its turn */
#define RECORDS_MAX 6	     /* of one import */
#define FACTS_MIN 100	     /* bytes */
#define FACTS_MAX 65536
#define KILLS_MIN 10   /* fewer prove nothing */
#define STUCK 120      /* seconds until a run is given up */
#define STOPPED_MIN 3  /* imports that hands stop; fewer prove nothing */
#define PADDING 262144 /* bytes, more than is read ahead and in a pipe */
#define HELD_MAX 120   /* milliseconds that an import waits for its end */

enum fault {
	LOST,
	CHANGED,
	DOUBLED,
	SPLIT,
	FOREIGN,
	REFUSED,
	ADRIFT,
	SURPLUS,
	SILENT,
	DOUBTED,
	OPEN
};

static const struct {
	const char *name, *property;
} faults[] = {
    {"lost", "what exit status 0 or 1 acknowledged is in the ledger"},
    {"changed", "a record's content is what was sent"},
    {"doubled", "no record is there twice"},
    {"torn", "each line is whole JSON with ta_sum as its last key"},
    {"foreign", "no record is there that nobody sent"},
    {"refused", "an import left alone succeeds, also one run again"},
    {"adrift", "a tail torn by the harness is moved to .torn"},
    {"surplus", ".torn has at most one line a death"},
    {"silent", "tails are announced, but for movers that died"},
    {"doubted", "--verify says 0, and 1 when a byte is changed"},
    {"open", "the ledger and .torn have mode 0600"},
};

struct phase {
	const char *name;
	unsigned seconds;
	double round_seconds;
	unsigned writers, records_max;
	unsigned spoilt; /* one import in so many */
	size_t facts_max;
	bool kills, hands;
};

/* What a writer knows of an import; small, so that a pipe takes it whole. */
struct import {
	char name[32]; /* its records are NAME-0, NAME-1, ... */
	unsigned count;
	uint64_t digests[RECORDS_MAX];
	unsigned found[RECORDS_MAX]; /* how often, in the ledger */
	double took;		     /* seconds */
	double fed;		     /* when its input ended, or before */
	bool acknowledged, killed, cut, refused, again, stopped;
	bool events;
};

struct round {
	const struct phase *phase;
	char name[16];
	double end;
	double typical; /* seconds of a run; 0 as long as nobody is killed */
	struct import *imports;
	size_t n_imports, n_acknowledged;
	double took;   /* by those, together */
	double hand;   /* when the last of them had done */
	char tail[64]; /* left torn by the harness */
};

/* What is to befall a run; what is 0 is not. */
struct doom {
	double delay; /* seconds until SIGKILL */
	off_t seen;   /* SIGKILL when the ledger has so many bytes instead; it
			 is looked at each `delay` */
	off_t limit;  /* no file may have more bytes */
	double held;  /* seconds that its input, a pipe, stays open */
	bool spoilt;  /* the CSV is */
};

static const struct doom spared;

/* Counts of the phase that is running. */
static struct {
	unsigned long imports, acknowledged, killed, cut, unsaid, again;
	unsigned long tails, announced, all_faults, faults[COUNT(faults)];
	unsigned long stopped, hands, events;
} count;

static const char *tool, *event_tool;
static int stderr_file;
static unsigned checks;
static sigset_t child_ends;
static uint64_t state;

/* Xorshift; all that is drawn comes from one number. */
static uint64_t
seed_of(unsigned number)
{
	return number * UINT64_C(0x9e3779b97f4a7c15) | 1;
}

static unsigned
pick(size_t n)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (unsigned)((state >> 16) % n);
}

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* One fault; the first few are shown. */
static void
blame(const struct round *round, enum fault fault, const char *what)
{
	count.all_faults++;
	if (count.faults[fault]++ < 5)
		printf("# %s, %s: %s\n", round->name, faults[fault].name, what);
}

static const char *const columns[] = {
    "received", "name", "email", "role", "assistance", "facts"};

/* Those of an event. Which of an import it is stands in `by`. */
static const char *const event_columns[] = {
    "id", "ta_event", "at", "by", "note", "organization"};

/* FNV-1a over the columns, each with its NUL. */
static uint64_t
digest_of(const char *const *values)
{
	uint64_t sum = 0xcbf29ce484222325;

	for (size_t i = 0; i < COUNT(columns); i++)
		for (size_t j = 0, n = strlen(values[i]); j <= n; j++)
			sum =
			    (sum ^ (unsigned char)values[i][j]) * 0x100000001b3;
	return sum;
}

/* Sizes of every order; no outer blanks, which a form's reader may drop. */
static void
draw_facts(char *facts, size_t max, bool large)
{
	static const char *const pieces[] = {"a", "b", "c", "e", "h", "n", "o",
	    "s", "t", ",", "\"", "\n", " ", "\xc3\xa9", "\xe5\xad\x97"};
	size_t spread = (max - FACTS_MIN) >> (large ? 0 : pick(10));
	char *end = facts + FACTS_MIN + pick(spread + 1);

	facts = stpcpy(facts, "A");
	while (facts + 4 < end)
		facts = stpcpy(facts, pieces[pick(COUNT(pieces))]);
	stpcpy(facts, "z.");
}

static uint64_t
put_values(FILE *csv, const char *const *values)
{
	for (size_t i = 0; i < COUNT(columns); i++) {
		fputs(i > 0 ? ",\"" : "\"", csv);
		for (const char *c = values[i]; *c != '\0'; c++)
			fputs(*c == '"' ? "\"\"" : (char[]){*c, '\0'}, csv);
		putc('"', csv);
	}
	putc('\n', csv);
	return digest_of(values);
}

static uint64_t
put_record(FILE *csv, const char *id, size_t facts_max, bool large)
{
	static char facts[FACTS_MAX + 1], email[32];
	static const char *const values[] = {"2026-11-20", "A. Writer", email,
	    "attorney", "case-consultation", facts};

	draw_facts(facts, facts_max, large);
	snprintf(email, sizeof(email), "w%u@example.org", pick(1000));
	fprintf(csv, "%s,", id);
	return put_values(csv, values);
}

/* An event of a request, the one of this number and name. */
static uint64_t
put_event(FILE *csv, const char *request, const char *id, size_t facts_max,
    bool large)
{
	static char note[FACTS_MAX + 1];
	const char *values[] = {request, "supplied",
	    "2026-11-23T02:00:00-08:00", id, note, "An Office"};

	draw_facts(note, facts_max, large);
	return put_values(csv, values);
}

/*
 * Draws an import and writes its CSV; large, where its write is to be hit. It
 * is of requests, or of events of those of another import.
 */
static struct import
make_import(const struct round *round, const char *by, unsigned number,
    const struct import *of, const char *path, const struct doom *doom)
{
	const struct phase *phase = round->phase;
	struct import import = {
	    .count = of != NULL ? of->count : 1 + pick(phase->records_max),
	    .events = of != NULL};
	FILE *csv = fopen(path, "w");
	bool large = doom->limit + doom->seen > 0;
	char id[48], request[48];

	if (csv == NULL)
		err(2, "%s", path);
	snprintf(import.name, sizeof(import.name), "%s-%s%s-%u", round->name,
	    by, of != NULL ? "e" : "", number);
	fputs(of != NULL ? "id,event,at,by,note,organization\n"
			 : "id,received,name,email,role,assistance,facts\n",
	    csv);
	for (unsigned i = 0; i < import.count; i++) {
		snprintf(id, sizeof(id), "%s-%u", import.name, i);
		if (of != NULL)
			snprintf(
			    request, sizeof(request), "%s-%u", of->name, i);
		import.digests[i] =
		    of != NULL
			? put_event(csv, request, id, phase->facts_max, large)
			: put_record(csv, id, phase->facts_max, large);
	}
	fputs(doom->spoilt ? "\"never closed" : "", csv);
	if (ferror(csv) || fclose(csv) != 0)
		err(2, "%s", path);
	return import;
}

static void
become_tool(const char *const *arguments, int in, off_t limit)
{
	struct rlimit bytes = {(rlim_t)limit, (rlim_t)limit};
	int out = open("/dev/null", O_WRONLY);

	if (in == -1 || out == -1 || dup2(in, 0) == -1 || dup2(out, 1) == -1 ||
	    dup2(stderr_file, 2) == -1)
		_exit(127);
	if (limit > 0)
		setrlimit(RLIMIT_FSIZE, &bytes);
	sigprocmask(SIG_UNBLOCK, &child_ends, NULL);
	signal(SIGPIPE, SIG_DFL);
	execv(arguments[0], (char *const *)arguments);
	_exit(127);
}

static off_t
ledger_size(void)
{
	struct stat st;

	return stat(LEDGER, &st) == 0 ? st.st_size : 0;
}

static bool
is_hunted(const struct doom *doom)
{
	return doom->delay > 0 || doom->seen > 0;
}

/*
 * Writes a file to a pipe, and blank lines until the reader has to have taken
 * the ledger's lock and read it; waits, says when, and ends the pipe.
 */
static double
feed(int in, int out, double held)
{
	static char bytes[65536];
	const struct timespec wait = {0, (long)(held * 1e9)};
	ssize_t n;
	double fed;

	while ((n = read(in, bytes, sizeof(bytes))) > 0)
		if (write(out, bytes, (size_t)n) != n)
			break; /* it has ended before */
	memset(bytes, '\n', sizeof(bytes));
	for (size_t i = 0; i < PADDING / sizeof(bytes); i++)
		if (write(out, bytes, sizeof(bytes)) == -1)
			break;
	nanosleep(&wait, NULL);
	fed = now();
	close(out);
	return fed;
}

/* SIGCHLD is blocked, so that it can be waited for, for a while. */
static int
run(const char *const *arguments, const char *input, const struct doom *doom,
    double *fed)
{
	double end = now() + STUCK;
	double delay = is_hunted(doom) ? doom->delay : STUCK;
	const struct timespec at_once = {0, 0};
	const struct timespec step = {
	    (time_t)delay, (long)((delay - (double)(time_t)delay) * 1e9)};
	int status, file = open(input, O_RDONLY | O_CLOEXEC);
	int ends[2] = {file, -1};
	pid_t pid;

	if (file == -1 || (doom->held > 0 && pipe(ends) == -1))
		err(2, "%s", input);
	if (doom->held > 0) {
		fcntl(ends[0], F_SETFD, FD_CLOEXEC);
		fcntl(ends[1], F_SETFD, FD_CLOEXEC);
	}
	*fed = now();
	/* what is still pending is of children that are gone */
	while (sigtimedwait(&child_ends, NULL, &at_once) > 0)
		continue;
	if ((pid = fork()) == -1)
		err(2, "fork");
	if (pid == 0)
		become_tool(arguments, ends[0], doom->limit);
	close(ends[0]);
	if (doom->held > 0) {
		*fed = feed(file, ends[1], doom->held);
		close(file);
	}
	while (sigtimedwait(&child_ends, NULL, &step) == -1)
		if (errno == EAGAIN && /* it may have been stopped itself */
		    (ledger_size() >= doom->seen || now() > end)) {
			kill(pid, SIGKILL);
			break;
		}
	if (waitpid(pid, &status, 0) != pid)
		err(2, "waitpid");
	return status;
}

static void
attempt(struct import *import, const char *path, const struct doom *doom)
{
	const char *name = doom->held > 0 || pick(3) == 0 ? "-" : path;
	const char *const arguments[] = {
	    import->events ? event_tool : tool, "-q", "-a", LEDGER, name, NULL};
	double start = now(), fed;
	int status = run(arguments, path, doom, &fed);

	import->took = now() - start;
	if (import->events && WIFEXITED(status) && WEXITSTATUS(status) == 1) {
		/* perhaps its requests are gone */
		import->killed = false;
	} else if (WIFEXITED(status) && WEXITSTATUS(status) < 2) {
		import->acknowledged = true;
		import->fed = fed;
	} else if (doom->held > 0 && WIFEXITED(status))
		import->stopped = true;
	else if (WIFSIGNALED(status) && is_hunted(doom))
		import->killed = true;
	else if (doom->limit > 0)
		import->cut = true;
	else if (!doom->spoilt)
		import->refused = true;
}

/*
 * Some are killed anywhere, some about where a run ends, some when the ledger
 * grows, which may be by this run. Few kills hit a write, which is short; so
 * limits are drawn from about where the ledger will end when it is this run's
 * turn, and some runs die there in mid-line.
 */
static struct doom
draw_doom(const struct round *round)
{
	double typical = round->typical;
	double part = pick(1000) / 1000.0;
	off_t size = ledger_size() + 1 + pick(GROWTH);
	unsigned one = pick(20);

	if (round->phase->hands)
		return (struct doom){.held = (1 + pick(HELD_MAX)) / 1000.0};
	if (pick(round->phase->spoilt) == 0)
		return (struct doom){.spoilt = true};
	if (one < 4 || typical <= 0)
		return spared;
	if (one < 10)
		return (struct doom){.delay = typical * 1.2 * part};
	if (one < 14)
		return (struct doom){.delay = typical * (0.4 + 0.8 * part)};
	if (one < 18)
		return (struct doom){.delay = 50e-6, .seen = size};
	return (struct doom){.limit = size};
}

static void
report(const struct import *import, int out)
{
	if (write(out, import, sizeof(*import)) != sizeof(*import))
		err(2, "pipe");
}

/* Runs again what was put aside, if anything was. */
static void
run_again(struct import *import, const char *path, int out)
{
	if (import->count == 0)
		return;
	import->again = true;
	attempt(import, path, &spared);
	report(import, out);
	import->count = 0;
}

/* Events of the requests of an import, as another import. */
static void
import_events(const struct round *round, const char *self, unsigned number,
    const struct import *of, const char *path, int out)
{
	struct doom doom = draw_doom(round);
	struct import import =
	    make_import(round, self, number, of, path, &doom);

	attempt(&import, path, &doom);
	report(&import, out);
}

/* A writer: imports until the round ends, and runs one in ten again. */
static void
write_all(const struct round *round, const char *self, int out)
{
	struct import import, aside = {0};
	char path[32], path_aside[32], path_events[32];
	struct doom doom;

	snprintf(path, sizeof(path), "%s.csv", self);
	snprintf(path_aside, sizeof(path_aside), "%s-aside.csv", self);
	snprintf(path_events, sizeof(path_events), "%s-events.csv", self);
	for (unsigned i = 0;
	     i == 0 || (now() < round->end && ledger_size() < LEDGER_MAX);
	     i++) {
		doom = draw_doom(round);
		import = make_import(round, self, i, NULL, path, &doom);
		attempt(&import, path, &doom);
		if (event_tool != NULL && import.acknowledged && pick(2) == 0)
			import_events(
			    round, self, i, &import, path_events, out);
		if (pick(3) == 0)
			run_again(&aside, path_aside, out);
		if (aside.count == 0 && !doom.spoilt && pick(10) == 0) {
			rename(path, path_aside);
			aside = import;
		} else {
			report(&import, out);
		}
	}
	run_again(&aside, path_aside, out);
}

static void
start_writer(const struct round *round, unsigned number, int out)
{
	uint64_t seed = seed_of(pick(UINT32_MAX));
	char self[16];
	pid_t pid = fork();

	if (pid == -1)
		err(2, "fork");
	if (pid > 0)
		return;
	state = seed;
	snprintf(self, sizeof(self), "w%u", number);
	write_all(round, self, out);
	_exit(0);
}

/* Copies a file over another, which stays the same file where it is there. */
static bool
copy(const char *from, const char *to)
{
	int in = open(from, O_RDONLY | O_CLOEXEC);
	int out =
	    in == -1 ? -1
		     : open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	char bytes[4096];
	ssize_t n = -1;

	while (out != -1 && (n = read(in, bytes, sizeof(bytes))) > 0 &&
	       write(out, bytes, (size_t)n) == n)
		continue;
	close(in);
	close(out);
	return n == 0;
}

static bool
append_line_end(void)
{
	int fd = open(LEDGER, O_WRONLY | O_APPEND | O_CLOEXEC);
	bool done = fd != -1 && write(fd, "\n", 1) == 1;

	close(fd);
	return done;
}

/* What somebody does who has no lock; *loses: what is there, perhaps. */
static bool
meddle(bool *loses)
{
	unsigned way = pick(6);

	*loses = way != 0;
	switch (way) {
	case 0:
		return append_line_end();
	case 1:
		return rename(LEDGER, "moved") == 0;
	case 2:
		return copy(LEDGER, "copy") && rename("copy", LEDGER) == 0;
	case 3:
		return copy("backup", LEDGER);
	case 4:
		return unlink(LEDGER) == 0;
	default:
		return ledger_size() > 0 &&
		       truncate(LEDGER, pick((size_t)ledger_size())) == 0;
	}
}

/* Waits for a while until somebody has the lock. */
static void
wait_for_lock(void)
{
	const struct timespec step = {0, 1000000};
	double end = now() + 0.3;
	bool free = true;

	while (free && now() < end) {
		int fd = open(LEDGER, O_RDONLY | O_CLOEXEC);

		free = fd == -1 || flock(fd, LOCK_SH | LOCK_NB) == 0;
		if (fd != -1)
			close(fd);
		nanosleep(&step, NULL);
	}
}

/* The hand: comes a few times, and tells when it has done what loses. */
static void
meddle_all(int out)
{
	const struct timespec wait = {0, pick(200) * 1000000};
	double done;
	bool loses;

	copy(LEDGER, "backup");
	nanosleep(&wait, NULL);
	for (unsigned i = pick(3) + 1; i > 0; i--) {
		wait_for_lock();
		if (!meddle(&loses))
			continue;
		done = loses ? now() : 0;
		if (write(out, &done, sizeof(done)) != sizeof(done))
			err(2, "pipe");
	}
}

/* Starts the hand; its pipe to read from. */
static int
start_hand(void)
{
	uint64_t seed = seed_of(pick(UINT32_MAX));
	int ends[2];
	pid_t pid;

	if (pipe(ends) == -1 || (pid = fork()) == -1)
		err(2, "fork");
	if (pid == 0) {
		state = seed;
		meddle_all(ends[1]);
		_exit(0);
	}
	close(ends[1]);
	fcntl(ends[0], F_SETFD, FD_CLOEXEC);
	return ends[0];
}

static void
add_hands(struct round *round, int in)
{
	double done;

	while (read(in, &done, sizeof(done)) == sizeof(done)) {
		count.hands++;
		round->hand = done > 0 ? done : round->hand;
	}
	close(in);
}

static void
add_import(struct round *round, const struct import *import)
{
	size_t n = round->n_imports++;

	round->imports = realloc(round->imports, (n + 1) * sizeof(*import));
	if (round->imports == NULL)
		err(2, NULL);
	round->imports[n] = *import;
}

static void
run_writers(struct round *round)
{
	struct import import;
	unsigned n = round->phase->writers + round->phase->hands;
	int ends[2], status, hand = -1;

	if (round->phase->hands)
		hand = start_hand();
	if (pipe(ends) == -1)
		err(2, "pipe");
	fcntl(ends[0], F_SETFD, FD_CLOEXEC);
	fcntl(ends[1], F_SETFD, FD_CLOEXEC);
	for (unsigned i = 0; i < round->phase->writers; i++)
		start_writer(round, i, ends[1]);
	close(ends[1]);
	while (read(ends[0], &import, sizeof(import)) == sizeof(import))
		add_import(round, &import);
	close(ends[0]);
	if (hand != -1)
		add_hands(round, hand);
	for (unsigned i = 0; i < n; i++)
		if (wait(&status) == -1 || status != 0)
			errx(2, "a writer of the harness failed");
}

/* An import by the harness, while no writer is there. */
static void
import_alone(struct round *round, unsigned number, struct doom doom)
{
	struct import import =
	    make_import(round, "alone", number, NULL, "alone.csv", &doom);

	attempt(&import, "alone.csv", &doom);
	add_import(round, &import);
}

/* Leaves what a writer leaves that is killed in the middle of a record. */
static void
tear(struct round *round)
{
	int fd = open(LEDGER, O_WRONLY | O_APPEND);
	int n = snprintf(round->tail, sizeof(round->tail),
	    "{\"id\":\"%s-tail\",\"facts\":\"cut he", round->name);
	size_t size = 1 + pick((size_t)n);

	round->tail[size] = '\0';
	if (fd == -1 || write(fd, round->tail, size) != (ssize_t)size)
		warn("%s", LEDGER);
	close(fd);
}

static const char *
text_of(const json_t *record, const char *key)
{
	const char *text = json_string_value(json_object_get(record, key));

	return text == NULL ? "" : text;
}

/* An import's name is its first member. */
static int
compare_names(const void *a, const void *b)
{
	return strcmp(a, b);
}

/* The import whose record *number has this id, or NULL. */
static struct import *
find_import(const struct round *round, const char *id, unsigned long *number)
{
	const char *dash = strrchr(id, '-');
	struct import *import;
	char name[32], *end;

	if (dash == NULL)
		return NULL;
	*number = strtoul(dash + 1, &end, 10);
	snprintf(name, sizeof(name), "%.*s", (int)(dash - id), id);
	import = bsearch(name, round->imports, round->n_imports,
	    sizeof(*import), compare_names);
	if (import == NULL || *end != '\0' || *number >= import->count)
		return NULL;
	return import;
}

static void
judge_record(struct round *round, const json_t *record)
{
	bool event = json_object_get(record, "ta_event") != NULL;
	const char *const *keys = event ? event_columns : columns;
	const char *id = text_of(record, event ? "by" : "id");
	const char *values[COUNT(columns)];
	unsigned long i;
	struct import *import = find_import(round, id, &i);

	if (import == NULL) {
		blame(round, FOREIGN, id);
		return;
	}
	for (size_t j = 0; j < COUNT(columns); j++)
		values[j] = text_of(record, keys[j]);
	if (digest_of(values) != import->digests[i])
		blame(round, CHANGED, id);
	if (import->found[i]++ == 1)
		blame(round, DOUBLED, id);
}

/* A line without its line end is torn, whatever it says. */
static void
judge_line(struct round *round, const char *line, size_t size)
{
	json_t *record = json_loadb(line, size, JSON_REJECT_DUPLICATES, NULL);
	const char *last = "";

	for (void *i = json_object_iter(record); i != NULL;
	     i = json_object_iter_next(record, i))
		last = json_object_iter_key(i);
	if (strcmp(last, "ta_sum") == 0 && line[size - 1] == '\n')
		judge_record(round, record);
	else if (!round->phase->hands)
		blame(round, SPLIT, "a line of " LEDGER);
	json_decref(record);
}

/*
 * How many lines of a file have both texts in them. With a round, they are
 * also judged as lines of its ledger.
 */
static unsigned long
read_lines(
    const char *path, const char *one, const char *other, struct round *round)
{
	FILE *file = fopen(path, "r");
	unsigned long n = 0;
	char *line = NULL;
	size_t room = 0;
	ssize_t size;

	if (file == NULL)
		return 0;
	while ((size = getline(&line, &room, file)) > 0) {
		if (round != NULL)
			judge_line(round, line, (size_t)size);
		n += strstr(line, one) != NULL && strstr(line, other) != NULL;
	}
	free(line);
	fclose(file);
	return n;
}

/* Allowed is a tail for each death, and the harness's own. */
static void
judge_tails(struct round *round, unsigned long deaths)
{
	unsigned long tails = read_lines(TORN, "", "", NULL);
	unsigned long announced = read_lines(STDERR, "torn", LEDGER, NULL);
	bool own = *round->tail != '\0';

	if (own && read_lines(TORN, round->tail, "\n", NULL) == 0)
		blame(round, ADRIFT, round->tail);
	if (tails > deaths + own)
		blame(round, SURPLUS, TORN);
	if (tails > announced + deaths)
		blame(round, SILENT, TORN);
	count.tails += tails;
	count.announced += announced;
}

static void
judge_import(struct round *round, const struct import *import)
{
	unsigned found = 0;

	for (unsigned i = 0; i < import->count; i++)
		found += import->found[i] > 0;
	count.imports++;
	count.killed += import->killed;
	count.cut += import->cut;
	count.again += import->again;
	count.stopped += import->stopped;
	if (import->refused && !round->phase->hands)
		blame(round, REFUSED, import->name);
	if (!import->acknowledged) {
		count.unsaid += (import->killed || import->cut) && found > 0;
		return;
	}
	if (found < import->count && import->fed > round->hand)
		blame(round, LOST, import->name);
	count.acknowledged += import->count;
	count.events += import->events ? import->count : 0;
	round->n_acknowledged++;
	round->took += import->took;
}

static void
judge(struct round *round)
{
	unsigned long before = count.killed + count.cut;
	const char *const paths[] = {LEDGER, TORN};
	struct stat st;

	qsort(round->imports, round->n_imports, sizeof(*round->imports),
	    compare_names);
	read_lines(LEDGER, "", "", round);
	for (size_t i = 0; i < round->n_imports; i++)
		judge_import(round, &round->imports[i]);
	if (round->phase->hands)
		return;
	judge_tails(round, count.killed + count.cut - before);
	for (size_t i = 0; i < COUNT(paths); i++)
		if (stat(paths[i], &st) == 0 && (st.st_mode & 07777) != 0600)
			blame(round, OPEN, paths[i]);
}

static int
verify(void)
{
	const char *const arguments[] = {event_tool, "--verify", LEDGER, NULL};
	double fed;
	int status = run(arguments, "/dev/null", &spared, &fed);

	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* That --verify finds no damage says little, unless it finds some. */
static void
judge_verify(const struct round *round, bool may_spoil)
{
	int fd = open(LEDGER, O_WRONLY);
	off_t size = lseek(fd, 0, SEEK_END);

	if (verify() != 0)
		blame(round, DOUBTED, "damage where there is none");
	else if (may_spoil && size > 1 &&
		 pwrite(fd, "\1", 1, pick((size_t)size - 1)) == 1 &&
		 verify() != 1)
		blame(round, DOUBTED, "a changed byte is not seen");
	close(fd);
}

static void
remove_folder(const char *path)
{
	DIR *dir = opendir(path);
	struct dirent *entry;

	while (dir != NULL && (entry = readdir(dir)) != NULL)
		unlinkat(dirfd(dir), entry->d_name, 0);
	if (dir != NULL)
		closedir(dir);
	rmdir(path);
}

/*
 * The writers find no ledger, or one with a torn tail, after kills that were
 * well aimed since nobody else was writing. An import mends what the last
 * writer left. The folder stays where there is a fault.
 */
static void
play_round(struct round *round, bool from_nothing)
{
	unsigned long before = count.all_faults;

	if (mkdir(round->name, 0700) == -1 || chdir(round->name) == -1)
		err(2, "%s", round->name);
	stderr_file =
	    open(STDERR, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	if (!from_nothing) {
		import_alone(round, 0, spared);
		for (unsigned i = 1; i <= 8 && round->typical > 0; i++) {
			off_t size = ledger_size() + 1 + pick(FACTS_MAX);

			import_alone(round, i, (struct doom){.seen = size});
		}
		tear(round);
	}
	run_writers(round);
	import_alone(round, 9, spared);
	judge(round);
	if (!round->phase->hands && event_tool != NULL)
		judge_verify(round, count.all_faults == before);
	close(stderr_file);
	if (chdir("..") == -1)
		err(2, "..");
	if (count.all_faults == before)
		remove_folder(round->name);
}

/* Have enough kills and hands come to prove something, and some kills a write?
 */
static bool
is_enough(const struct phase *phase)
{
	return (!phase->kills ||
		   (count.killed >= KILLS_MIN && count.unsaid > 0)) &&
	       (!phase->hands || count.stopped >= STOPPED_MIN);
}

/*
 * The first round of a phase kills nobody: it measures how long runs take. In
 * rounds of no seconds each writer has one import. On a busy machine few of
 * them come, and a phase lasts until enough have, at most ten times as long.
 */
static void
play(const struct phase *phase)
{
	double end = now() + phase->seconds, typical = 0;
	double latest = end + 9 * phase->seconds;

	for (unsigned i = 0;
	     now() < end || (!is_enough(phase) && now() < latest); i++) {
		struct round round = {.phase = phase, .typical = typical};

		snprintf(
		    round.name, sizeof(round.name), "%s-%u", phase->name, i);
		round.end =
		    now() + (phase->kills && i == 0 ? 1 : phase->round_seconds);
		if (round.end > end && now() < end)
			round.end = end;
		play_round(&round, i % 2 == 1 || phase->round_seconds <= 0);
		if (phase->kills && round.n_acknowledged > 0)
			typical = round.took / (double)round.n_acknowledged;
		free(round.imports);
	}
}

static bool
check(const struct phase *phase, bool holds, const char *what)
{
	printf("%s %u - %s: %s\n", holds ? "ok" : "not ok", ++checks,
	    phase->name, what);
	return holds;
}

static bool
prove(const struct phase *phase)
{
	bool holds;

	memset(&count, 0, sizeof(count));
	if (phase->seconds == 0)
		return true;
	play(phase);
	printf("%s: %lu imports, %lu records acknowledged, %lu killed, "
	       "%lu cut off, %lu of these wrote, %lu run again, "
	       "%lu quarantined, %lu announced; ",
	    phase->name, count.imports, count.acknowledged, count.killed,
	    count.cut, count.unsaid, count.again, count.tails, count.announced);
	for (size_t i = 0; i < COUNT(faults); i++)
		printf("%s%s %lu", i > 0 ? ", " : "", faults[i].name,
		    count.faults[i]);
	putchar('\n');
	if (phase->hands)
		printf("# %lu hands, %lu imports stopped\n", count.hands,
		    count.stopped);
	holds = check(phase, count.acknowledged > 0, "imports succeed");
	if (event_tool != NULL) {
		printf("# %lu of the records acknowledged are events\n",
		    count.events);
		/* at births a writer has one import, and may have no time */
		if (phase->round_seconds > 0)
			holds &= check(phase, count.events > 0, "events, too");
	}
	if (phase->hands)
		holds &= check(phase, is_enough(phase),
		    "hands come to enough imports that have the ledger");
	if (phase->kills)
		holds &= check(phase, is_enough(phase),
		    "enough kills hit, and some of them a write");
	for (size_t i = 0; i < COUNT(faults); i++)
		holds &= check(phase, count.faults[i] == 0, faults[i].property);
	return holds;
}

static const char *
program(const char *path)
{
	const char *whole = realpath(path, NULL);

	if (whole == NULL || access(whole, X_OK) == -1)
		err(2, "%s", path);
	return whole;
}

static void
read_options(int argc, char **argv, struct phase *kills, struct phase *births,
    struct phase *crowd, struct phase *hands)
{
	unsigned seed = (unsigned)time(NULL) % 1000000, *place;
	char *end;
	int letter;

	while ((letter = getopt(argc, argv, "b:h:k:l:n:s:w:W:")) != -1) {
		if (letter == '?')
			exit(2);
		if (letter == 'l') {
			event_tool = program(optarg);
			continue;
		}
		place = letter == 'b'	? &births->seconds
			: letter == 'h' ? &hands->seconds
			: letter == 'k' ? &kills->seconds
			: letter == 'n' ? &crowd->seconds
			: letter == 's' ? &seed
			: letter == 'w' ? &kills->writers
					: &crowd->writers;
		*place = (unsigned)strtoul(optarg, &end, 10);
		if (*end != '\0')
			errx(2, "-%c takes a number", letter);
	}
	if (argc - optind != 2)
		errx(2, "usage: ledger [-b seconds] [-h seconds] [-k seconds] "
			"[-l TA-LOG] [-n seconds] [-s seed] [-w writers] "
			"[-W writers] TA-SUBMIT FOLDER");
	state = seed_of(seed);
	if (event_tool == NULL)
		printf("# without -l nothing is verified\n");
	printf("# seed %u\n", seed);
}

/* All is done in a folder of its own, under the laxest of masks. */
static char *
prepare(const char *submit, const char *folder)
{
	char template[] = "ledger-XXXXXX", *path;

	tool = program(submit);
	if (chdir(folder) == -1 || mkdtemp(template) == NULL ||
	    chdir(template) == -1 || (path = realpath(".", NULL)) == NULL)
		err(2, "%s", folder);
	setenv("TMPDIR", ".", 1);
	setenv("TA_TODAY", "2026-11-24", 1);
	umask(0);
	signal(SIGCHLD, SIG_DFL);
	signal(SIGPIPE, SIG_IGN);
	setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
	sigemptyset(&child_ends);
	sigaddset(&child_ends, SIGCHLD);
	sigprocmask(SIG_BLOCK, &child_ends, NULL);
	return path;
}

int
main(int argc, char **argv)
{
	/* seconds, of a round; writers; records at most; one spoilt in */
	struct phase kills = {
	    "kills", 40, 3, 16, RECORDS_MAX, 20, FACTS_MAX, .kills = true};
	struct phase births = {"births", 5, 0, 6, 3, 2, 4096};
	struct phase crowd = {"crowd", 15, 4, 64, 3, 20, 4096};
	struct phase hands = {"hands", 15, 0.5, 4, 3, 20, 4096, .hands = true};
	char *path;
	bool holds;

	setvbuf(stdout, NULL, _IOLBF, 0);
	read_options(argc, argv, &kills, &births, &crowd, &hands);
	path = prepare(argv[optind], argv[optind + 1]);
	printf("# in %s\n", path);
	holds = prove(&kills);
	holds &= prove(&births);
	holds &= prove(&crowd);
	holds &= prove(&hands);
	printf("1..%u\n", checks);
	if (holds)
		remove_folder(path);
	else
		printf("# the rounds with faults are kept in %s\n", path);
	free(path);
	return !holds;
}
