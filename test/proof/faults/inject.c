/*
 * Proves that no call that fails makes a tool lie:
 *
 *	inject [-h] [-n most] [-o only] [-s seed] TOOLS FOLDER < SCENARIOS
 *
 * TOOLS are those that are linked with shim.c. In FOLDER are `start`, which is
 * what a run finds in its folder, and `in`, which it reads as ../in. A scenario
 * is a line, "NAMES | TOOL ARGUMENTS": the names of `start` that this run
 * finds, and what is run; "NAMES ! TOOL ARGUMENTS" where it is refused. Each is
 *run without a fault, then with each of its calls failing in each way, or with
 *`most` of these in all scenarios together, drawn by the seed; -o N is the
 *scenario N alone. A run has to end as the one without a fault, or else to be
 * refused as `judge` below says.
 *
 * With -h no call fails, but before each of them somebody without a lock does
 * something to the ledger of the run, in each way that plan.h knows. What is
 * then said to be taken has to be in the ledger, and what the hand has put
 * there too: `judge_hand`.
 */

#define _GNU_SOURCE

#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <dirent.h>
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "plan.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define WORDS_MOST 32
#define FILES_MOST 64
#define SHOWN_MOST 10

/* A run hangs that takes more seconds of the processor, or waits longer. */
#define SECONDS_MOST 20
#define WAIT_MOST 300

/* Calls in a row that are interrupted; for ever is no signal's work. */
#define STORM 100

/*
 * Reads and writes in a row of one byte each: more than most files here have,
 * and not all of the two longest, which take seconds so. pieces.sh reads every
 * file so, to its end.
 */
#define SHORT_MOST 8192

#define MEMORY_MOST 150 /* calls for memory that fail, of each scenario */

struct bytes {
	char *data;
	size_t len;
};

struct file {
	char name[128];
	struct bytes bytes;
};

struct tree {
	struct file files[FILES_MOST];
	size_t count;
};

struct scenario {
	char *line; /* as it was given */
	char *names[WORDS_MOST];
	char *words[WORDS_MOST + 1];
	size_t n_names, n_words;
	bool refused; /* without any fault */
};

/* How a run ended, and what is there then. */
struct outcome {
	int status;
	struct bytes out, said;
	struct tree tree;
	struct plan plan;
};

struct fault {
	enum kind kind;
	unsigned long at;
	int error;
	bool on; /* from there on, not once */
	enum hand hand;
};

static const int errors[] = {EIO, ENOSPC, EINTR, EPIPE, ENOMEM, 0};

static const char *tools;
static struct plan *plan;
static uint64_t state;
static unsigned long injections, faulty;
/* Somebody without a lock, who comes to the ledger of a run. */
static struct {
	bool come;
	char ledger[sizeof(plan->path)];
	char line[sizeof(plan->line)]; /* that is put into it */
} stranger;

/* Xorshift */
static size_t
pick(size_t n)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (size_t)((state >> 16) % n);
}

/* Files */

static struct bytes
read_file(const char *path)
{
	int fd = open(path, O_RDONLY);
	struct bytes file = {0};
	struct stat st;
	ssize_t n;

	if (fd == -1 || fstat(fd, &st) == -1)
		err(2, "%s", path);
	file.data = malloc((size_t)st.st_size + 1);
	if (file.data == NULL)
		err(2, NULL);
	n = read(fd, file.data, (size_t)st.st_size);
	if (n != st.st_size)
		err(2, "%s", path);
	file.len = (size_t)n;
	file.data[n] = '\0';
	close(fd);
	return file;
}

static void
copy_file(const char *from, const char *to)
{
	struct bytes file = read_file(from);
	int fd = open(to, O_WRONLY | O_CREAT | O_TRUNC, S_IRUSR | S_IWUSR);

	if (fd == -1 || write(fd, file.data, file.len) != (ssize_t)file.len ||
	    close(fd) == -1)
		err(2, "%s", to);
	free(file.data);
}

static bool
same(struct bytes one, struct bytes other)
{
	return one.len == other.len &&
	       memcmp(one.data, other.data, one.len) == 0;
}

static void
join(char path[PATH_MAX], const char *folder, const char *name)
{
	if (snprintf(path, PATH_MAX, "%s%s%s", folder,
		folder[0] == '\0' ? "" : "/", name) >= PATH_MAX)
		errx(2, "%s: too long a path", name);
}

/* Calls `each` for the names in a folder of the work; folders below too. */
static void
walk(const char *folder, void (*each)(const char *path, void *arg), void *arg)
{
	DIR *dir = opendir(folder[0] == '\0' ? "." : folder);
	char path[PATH_MAX];
	struct dirent *entry;
	struct stat st;

	if (dir == NULL)
		err(2, "%s", folder);
	while ((entry = readdir(dir)) != NULL) {
		if (strcmp(entry->d_name, ".") == 0 ||
		    strcmp(entry->d_name, "..") == 0)
			continue;
		join(path, folder, entry->d_name);
		if (lstat(path, &st) == 0 && S_ISDIR(st.st_mode))
			walk(path, each, arg);
		else
			each(path, arg);
	}
	closedir(dir);
}

static void
take_file(const char *path, void *arg)
{
	struct tree *tree = arg;
	struct file *file = &tree->files[tree->count++];

	if (tree->count == FILES_MOST)
		errx(2, "too many files");
	snprintf(file->name, sizeof(file->name), "%s", path);
	file->bytes = read_file(path);
}

static void
remove_file(const char *path, void *arg)
{
	(void)arg;
	unlink(path);
}

static struct tree
read_tree(void)
{
	struct tree tree = {0};

	walk("", take_file, &tree);
	return tree;
}

static const struct file *
find(const struct tree *tree, const char *name)
{
	for (size_t i = 0; i < tree->count; i++)
		if (strcmp(tree->files[i].name, name) == 0)
			return &tree->files[i];
	return NULL;
}

static bool
same_tree(const struct tree *one, const struct tree *other)
{
	for (size_t i = 0; i < one->count; i++) {
		const struct file *file = find(other, one->files[i].name);

		if (file == NULL || !same(file->bytes, one->files[i].bytes))
			return false;
	}
	return one->count == other->count;
}

static void
free_tree(struct tree *tree)
{
	for (size_t i = 0; i < tree->count; i++)
		free(tree->files[i].bytes.data);
}

/* The folder of the run as the scenario begins with it. */
static void
reset(const struct scenario *scenario)
{
	char from[PATH_MAX];

	walk("", remove_file, NULL);
	for (size_t i = 0; i < scenario->n_names; i++) {
		join(from, "../start", scenario->names[i]);
		copy_file(from, scenario->names[i]);
	}
}

/* Runs */

static void
become(const struct scenario *scenario)
{
	int in = open("/dev/null", O_RDONLY);
	int out = open("../out", O_WRONLY | O_CREAT | O_TRUNC, 0600);
	int said = open("../said", O_WRONLY | O_CREAT | O_TRUNC, 0600);
	const struct itimerval most = {.it_value = {SECONDS_MOST, 0}};
	char path[PATH_MAX];

	join(path, tools, scenario->words[0]);
	if (dup2(in, 0) == -1 || dup2(out, 1) == -1 || dup2(said, 2) == -1)
		_exit(127);
	closefrom(3);
	setitimer(ITIMER_PROF, &most, NULL);
	alarm(WAIT_MOST);
	execv(path, scenario->words);
	_exit(127);
}

static struct outcome
run(const struct scenario *scenario, const struct fault *fault)
{
	struct outcome outcome = {0};
	pid_t pid;
	int status;

	*plan = (struct plan){0};
	if (fault != NULL) {
		plan->kind = fault->kind;
		plan->at = fault->at;
		plan->error = fault->error;
		plan->hand = fault->hand;
		memcpy(plan->path, stranger.ledger, sizeof(plan->path));
		memcpy(plan->line, stranger.line, sizeof(plan->line));
		plan->last = !fault->on		     ? fault->at
			     : fault->error == EINTR ? fault->at + STORM
			     : fault->error == 0     ? fault->at + SHORT_MOST
						     : ULONG_MAX;
	}
	fflush(NULL);
	if ((pid = fork()) == -1)
		err(2, "fork");
	if (pid == 0)
		become(scenario);
	if (waitpid(pid, &status, 0) != pid)
		err(2, "waitpid");
	outcome.status =
	    WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
	if (outcome.status == 127)
		errx(2, "%s: cannot run it", scenario->words[0]);
	outcome.out = read_file("../out");
	outcome.said = read_file("../said");
	outcome.tree = read_tree();
	outcome.plan = *plan;
	return outcome;
}

static void
free_outcome(struct outcome *outcome)
{
	free(outcome->out.data);
	free(outcome->said.data);
	free_tree(&outcome->tree);
}

/* What has to be true of a run with a fault */

/* The lines of `said` that the run without a fault did not say. */
static size_t
count_new_lines(struct bytes said, struct bytes before, const char **last)
{
	size_t n = 0, len;

	for (const char *at = said.data; *at != '\0'; at += len) {
		len = strcspn(at, "\n");
		len += at[len] == '\n';
		if (memmem(before.data, before.len, at, len) == NULL) {
			*last = at;
			n++;
		}
	}
	return n;
}

/* Is the file one that the line may be about? */
static bool
is_named(const struct scenario *scenario, const char *line)
{
	/* The last two are open to every tool: the folder of TMPDIR, and /usr.
	 */
	static const char *const others[] = {
	    "standard input: ", "standard output: ", "temporary file: ",
	    "built-in policy:", "tmp: ", "/usr: "};

	for (size_t i = 0; i < COUNT(others); i++)
		if (strncmp(line, others[i], strlen(others[i])) == 0)
			return true;
	for (size_t i = 1; i < scenario->n_words; i++)
		if (strncmp(line, scenario->words[i],
			strlen(scenario->words[i])) == 0)
			return true;
	return false;
}

/* One line: the tool, the file, what could not be done, and why. */
static const char *
judge_words(const struct scenario *scenario, const struct fault *fault,
    const struct outcome *clean, const struct outcome *got)
{
	const char *line = "", *why = strerror(fault->error);
	size_t tool = strlen(scenario->words[0]), len;

	if (count_new_lines(got->said, clean->said, &line) != 1)
		return "not one message";
	if (strncmp(line, scenario->words[0], tool) != 0 ||
	    strncmp(line + tool, ": ", 2) != 0)
		return "the message is not the tool's";
	line += tool + 2;
	if (fault->kind == MEMORY)
		return strcmp(line, "out of memory\n") == 0 ||
			       strstr(line, strerror(ENOMEM)) != NULL
			   ? NULL
			   : "the message does not speak of memory";
	if (!is_named(scenario, line))
		return "the message does not name the file";
	len = strlen(line);
	if (fault->error != 0 &&
	    (len < strlen(why) + 1 ||
		strncmp(line + len - 1 - strlen(why), why, strlen(why)) != 0))
		return "the message does not say why";
	return NULL;
}

static bool
is_of_ledger(const char *name)
{
	return strncmp(name, "ledger", 6) == 0;
}

/* Was it a last line without an end, which has got one and nothing else? */
static bool
is_ended(struct bytes old, struct bytes now)
{
	return old.len > 0 && old.data[old.len - 1] != '\n' &&
	       now.len == old.len + 1 && now.data[old.len] == '\n' &&
	       memcmp(now.data, old.data, old.len) == 0;
}

/* Is it empty, or what was there but for a torn tail, or a missing end? */
static bool
is_mended(const struct file *old, struct bytes now)
{
	if (now.len == 0)
		return true;
	if (old == NULL || is_ended(old->bytes, now))
		return old != NULL;
	return now.len <= old->bytes.len &&
	       memcmp(now.data, old->bytes.data, now.len) == 0 &&
	       memchr(old->bytes.data + now.len, '\n',
		   old->bytes.len - now.len) == NULL;
}

/* Has it lost the torn tail that was there, and nothing before that? */
static bool
has_lost_tail(struct bytes old, struct bytes now)
{
	const char *last = memrchr(old.data, '\n', old.len);
	size_t end = last == NULL ? 0 : (size_t)(last - old.data) + 1;

	return end < old.len && now.len >= end &&
	       memcmp(now.data, old.data, end) == 0 &&
	       (now.len < old.len ||
		   memcmp(now.data + end, old.data + end, old.len - end) != 0);
}

/* Has this run moved a torn tail? Then the next one has nothing to mend. */
static bool
has_mended(const struct tree *start, const struct tree *got)
{
	for (size_t i = 0; i < got->count; i++) {
		const struct file *file = &got->files[i];
		const struct file *old = find(start, file->name);

		if (is_of_ledger(file->name) && old != NULL &&
		    has_lost_tail(old->bytes, file->bytes))
			return true;
	}
	return false;
}

/*
 * Each file is whole, the old one or the new one. A ledger is as it was, too,
 * unless memory ended the program or the writing back was what failed: then a
 * rerun has to complete it, which judge_rerun sees.
 */
static const char *
judge_files(const struct tree *start, const struct tree *clean,
    const struct tree *got, bool once, bool unlinked)
{
	for (size_t i = 0; i < got->count; i++) {
		const struct file *file = &got->files[i];
		const struct file *old = find(start, file->name);
		const struct file *new = find(clean, file->name);

		if (old == NULL && new == NULL && unlinked)
			return "a file is left";
		if (old == NULL && new == NULL)
			continue;
		if ((old != NULL && same(old->bytes, file->bytes)) ||
		    (new != NULL &&same(new->bytes, file->bytes)))
			continue;
		if (!is_of_ledger(file->name))
			return "a file is neither the old one nor the new one";
		if (once && strstr(file->name, ".torn") == NULL &&
		    !is_mended(old, file->bytes))
			return "the ledger is not as it was";
	}
	for (size_t i = 0; i < start->count; i++)
		if (find(got, start->files[i].name) == NULL)
			return "a file is gone";
	return NULL;
}

/*
 * Run again without a fault, it has to come to what it always comes to. A torn
 * tail alone is status 1, and 0 once it has been moved away.
 */
static const char *
judge_rerun(
    const struct scenario *scenario, const struct outcome *clean, bool mended)
{
	struct outcome again = run(scenario, NULL);
	const char *why = NULL;

	if ((again.status != clean->status &&
		!(mended && clean->status == 1 && again.status == 0)) ||
	    !same(again.out, clean->out))
		why = "a rerun is not what it was";
	for (size_t i = 0; why == NULL && i < clean->tree.count; i++) {
		const struct file *file = &clean->tree.files[i];
		const struct file *now = find(&again.tree, file->name);

		/* A tail may have been put aside twice. */
		if (now == NULL ||
		    (strstr(file->name, ".torn") == NULL
			    ? !same(now->bytes, file->bytes)
			    : memmem(now->bytes.data, now->bytes.len,
				  file->bytes.data, file->bytes.len) == NULL))
			why = "a rerun does not complete the files";
	}
	free_outcome(&again);
	return why;
}

static const char *
judge(const struct scenario *scenario, const struct fault *fault,
    const struct tree *start, const struct outcome *clean,
    const struct outcome *got)
{
	bool ended_early = fault->kind == MEMORY &&
			   strstr(got->said.data, ": out of memory\n") != NULL;
	const char *why;

	if (got->status == 1000 + SIGPROF || got->status == 1000 + SIGALRM)
		return "it hangs";
	if (got->status >= 1000)
		return "it died by a signal";
	if (!ended_early && (got->plan.blocks != 0 || !got->plan.ended))
		return "memory is not freed";
	if (!ended_early && got->plan.descriptors != 0)
		return "a file is not closed";
	if (got->status == clean->status && same(got->out, clean->out) &&
	    same_tree(&got->tree, &clean->tree))
		return NULL;
	if (got->status == clean->status && got->status != 2)
		return "it says that all is done, and not all is";
	if (got->status != 2)
		return "the status is not 2";
	if (got->out.len > clean->out.len ||
	    memcmp(got->out.data, clean->out.data, got->out.len) != 0)
		return "what was written is no beginning of the output";
	why = clean->status == 2 ? NULL
				 : judge_words(scenario, fault, clean, got);
	if (why == NULL)
		why = judge_files(start, &clean->tree, &got->tree,
		    !fault->on && fault->kind == FILES,
		    strcmp(got->plan.name, "unlink") != 0 && !fault->on);
	if (why == NULL && !same_tree(start, &got->tree))
		why =
		    judge_rerun(scenario, clean, has_mended(start, &got->tree));
	return why;
}

/* Is each whole line of the one a line of the other? */
static bool
has_lines(struct bytes one, const struct file *other)
{
	const char *at = one.data, *end;

	for (; (end = strchr(at, '\n')) != NULL; at = end + 1) {
		size_t len = (size_t)(end - at) + 1;
		const char *found;

		if (other == NULL)
			return false;
		found = memmem(other->bytes.data, other->bytes.len, at, len);
		if (found == NULL ||
		    (found > other->bytes.data && found[-1] != '\n'))
			return false;
	}
	return true;
}

/* A member of a line of JSON, with its name; of no bytes where it has none. */
static struct bytes
member(const char *line, size_t len, const char *name)
{
	char *at = memmem(line, len, name, strlen(name)), *end;

	if (at == NULL)
		return (struct bytes){NULL, 0};
	end = memchr(
	    at + strlen(name), '"', len - (size_t)(at - line) - strlen(name));
	return (struct bytes){at, end == NULL ? 0 : (size_t)(end - at) + 1};
}

/*
 * Is the id of each line of the one in a line of the other with the same facts?
 * What is amended is there as an event, or as a request where a hand has taken
 * the request away.
 */
static bool
has_answers(struct bytes one, const struct file *other)
{
	const char *at = one.data, *end;

	for (; (end = strchr(at, '\n')) != NULL; at = end + 1) {
		size_t len = (size_t)(end - at);
		struct bytes id = member(at, len, "\"id\":\"");
		struct bytes facts = member(at, len, "\"facts\":\"");
		const char *line = other == NULL ? "" : other->bytes.data,
			   *stop;
		bool has = false;

		for (; !has && (stop = strchr(line, '\n')) != NULL;
		     line = stop + 1)
			has = memmem(line, (size_t)(stop - line), id.data,
				  id.len) != NULL &&
			      memmem(line, (size_t)(stop - line), facts.data,
				  facts.len) != NULL;
		if (!has)
			return false;
	}
	return true;
}

/* Between the last look and the very call there is no more to be seen. */
static bool
is_too_late(const struct plan *after)
{
	return strcmp(after->name, "ftruncate") == 0 ||
	       strcmp(after->name, "unlink") == 0;
}

/* Does the run log events? Without their requests it refuses them. */
static bool
logs(const struct scenario *scenario)
{
	return strcmp(scenario->words[0], "ta-log") == 0;
}

/* Does the run mask lines? Then what was there is there no more. */
static bool
forgets(const struct scenario *scenario)
{
	return strcmp(scenario->words[0], "ta-forget") == 0;
}

/* Is each line of the one that is none of `had` a line of the other? */
static bool
has_new_lines(
    struct bytes one, const struct file *had, const struct file *other)
{
	char *at = one.data, *end, after;
	bool has = true;

	for (; has && (end = strchr(at, '\n')) != NULL; at = end + 1) {
		after = end[1];
		end[1] = '\0';
		has = has_lines((struct bytes){at, 0}, had) ||
		      has_lines((struct bytes){at, 0}, other);
		end[1] = after;
	}
	return has;
}

/*
 * Does the ledger have what the run acknowledges? That is what it makes of no
 * ledger; of events what it adds to the one that it finds, if it takes all.
 */
static bool
has_taken(const struct scenario *scenario, const struct file *had,
    const struct file *own, const struct file *now, int status)
{
	if (forgets(scenario))
		return true;
	if (logs(scenario))
		return status == 1 || has_new_lines(own->bytes, had, now);
	return strstr(scenario->line, "--amend") != NULL
		   ? has_answers(own->bytes, now)
		   : has_lines(own->bytes, now);
}

/* `clean` is what the run makes without a hand, as `has_taken` compares it. */
static const char *
judge_hand(const struct scenario *scenario, const struct fault *fault,
    const struct tree *start, const struct tree *clean,
    const struct outcome *got)
{
	const struct file *had = find(start, stranger.ledger),
			  *own = find(clean, stranger.ledger);
	const struct file *now = find(&got->tree, stranger.ledger);

	if (got->status >= 1000)
		return "it died by a signal, or hangs";
	if (got->plan.blocks != 0 || got->plan.descriptors != 0)
		return "memory is not freed, or a file is not closed";
	if (got->status < 2 && fault->at <= got->plan.looked &&
	    !has_taken(scenario, had, own, now, got->status))
		return "what was taken is not in the ledger";
	if (fault->hand >= APPENDS && !is_too_late(&got->plan) &&
	    (now == NULL ||
		memmem(now->bytes.data, now->bytes.len, stranger.line,
		    strlen(stranger.line)) == NULL) &&
	    (fault->hand == REPLACES || had != NULL))
		return "what the hand has put there is gone";
	if (forgets(scenario) && got->status < 2)
		return NULL;
	if (had != NULL && (fault->hand == ENDS || fault->hand == APPENDS) &&
	    !has_lines(had->bytes, now))
		return "what was there is gone";
	if (had != NULL && fault->hand == MOVES &&
	    !has_lines(had->bytes, find(&got->tree, "moved")))
		return "what was moved is gone";
	return NULL;
}

/* Scenarios */

static struct scenario
read_scenario(char *line)
{
	struct scenario scenario = {.line = strdup(line)};
	bool names = true;

	for (char *word = strtok(line, " \n"); word != NULL;
	     word = strtok(NULL, " \n")) {
		if (scenario.n_words == WORDS_MOST ||
		    scenario.n_names == WORDS_MOST)
			errx(2, "too many words: %s", scenario.line);
		if (names &&
		    (strcmp(word, "|") == 0 || strcmp(word, "!") == 0)) {
			names = false;
			scenario.refused = word[0] == '!';
		} else if (names)
			scenario.names[scenario.n_names++] = word;
		else
			scenario.words[scenario.n_words++] = word;
	}
	scenario.line[strcspn(scenario.line, "\n")] = '\0';
	return scenario;
}

static void
show(const struct fault *fault, const struct outcome *got, const char *why)
{
	static const char *const hands[] = {"", "moved", "removed", "cut",
	    "ended", "appended to", "replaced", "restored"};

	printf("# call %lu for %s (%s), %s, %s: %s; status %d, %s", fault->at,
	    fault->kind == MEMORY ? "memory" : "files", got->plan.name,
	    fault->hand != NOBODY ? hands[fault->hand]
	    : fault->error == 0	  ? "one byte"
				  : strerror(fault->error),
	    fault->on ? "from there on" : "once", why, got->status,
	    got->said.len == 0 ? "silent\n" : got->said.data);
}

/* One injection: 1 where it was none, since nothing failed; 0; -1 a fault. */
static int
inject(const struct scenario *scenario, const struct fault *fault,
    const struct tree *start, const struct outcome *clean, bool shows)
{
	struct outcome got;
	const char *why;
	int status = 1;

	reset(scenario);
	got = run(scenario, fault);
	if (got.plan.failed > 0) {
		injections++;
		why =
		    fault->hand != NOBODY
			? judge_hand(scenario, fault, start, &clean->tree, &got)
			: judge(scenario, fault, start, clean, &got);
		if (why != NULL && shows)
			show(fault, &got, why);
		status = why == NULL ? 0 : -1;
	}
	free_outcome(&got);
	return status;
}

/* All that can go wrong in a scenario; the caller's to free. */
static struct fault *
list_faults(const struct outcome *clean, size_t *n)
{
	unsigned long files = clean->plan.calls[FILES];
	unsigned long memory = clean->plan.calls[MEMORY];
	unsigned long step = memory / MEMORY_MOST + 1;
	struct fault *faults =
	    malloc((files * COUNT(errors) + memory) * 2 * sizeof(*faults));

	*n = 0;
	if (faults == NULL)
		err(2, NULL);
	for (int on = 0; on < 2; on++) {
		for (unsigned long at = 1; at <= files; at++)
			for (size_t i = 0; i < COUNT(errors); i++)
				if (errors[i] != 0 ||
				    (at < CALLS_MOST && clean->plan.counts[at]))
					faults[(*n)++] = (struct fault){
					    FILES, at, errors[i], on};
		for (unsigned long at = 1 + pick(step); at <= memory;
		     at += step)
			faults[(*n)++] = (struct fault){MEMORY, at, ENOMEM, on};
	}
	return faults;
}

/* All that a hand can do in a scenario, and when; the caller's to free. */
static struct fault *
list_hands(const struct outcome *clean, size_t *n)
{
	unsigned long calls = clean->plan.calls[FILES];
	struct fault *faults = malloc(calls * N_HANDS * sizeof(*faults));

	*n = 0;
	if (faults == NULL)
		err(2, NULL);
	for (unsigned long at = 1; at <= calls; at++)
		for (enum hand hand = NOBODY + 1; hand < N_HANDS; hand++)
			faults[(*n)++] = (struct fault){
			    .kind = FILES, .at = at, .hand = hand};
	return faults;
}

/* Draws `most` of the faults to the front. */
static size_t
draw(struct fault *faults, size_t n, size_t most)
{
	if (most >= n)
		return n;
	for (size_t i = 0; i < most; i++) {
		size_t other = i + pick(n - i);
		struct fault fault = faults[i];

		faults[i] = faults[other];
		faults[other] = fault;
	}
	return most;
}

static void
run_scenario(const struct scenario *scenario, size_t most)
{
	unsigned long had = injections, wrong = 0;
	struct fault *faults;
	struct outcome clean;
	struct tree start;
	size_t n;

	reset(scenario);
	start = read_tree();
	clean = run(scenario, NULL);
	if (clean.status > 2 || (clean.status == 2) != scenario->refused ||
	    clean.plan.blocks != 0 || clean.plan.descriptors != 0 ||
	    !clean.plan.ended) {
		printf("# without a fault: status %d, %ld blocks, %ld files "
		       "left, %s\n",
		    clean.status, clean.plan.blocks, clean.plan.descriptors,
		    clean.said.data);
		wrong++;
	}
	faults =
	    stranger.come ? list_hands(&clean, &n) : list_faults(&clean, &n);
	if (stranger.come && !logs(scenario) && !forgets(scenario)) {
		struct scenario alone = *scenario;

		free_outcome(&clean);
		alone.n_names = 0;
		reset(&alone);
		clean = run(&alone, NULL);
	}
	n = draw(faults, n, most);
	for (size_t i = 0; i < n; i++)
		if (inject(scenario, &faults[i], &start, &clean,
			wrong < SHOWN_MOST) == -1)
			wrong++;
	printf("%sok %s: %lu injections\n", wrong == 0 ? "" : "not ",
	    scenario->line, injections - had);
	if (wrong > 0)
		printf("# %lu of them are lied about\n", wrong);
	faulty += wrong;
	free(faults);
	free_outcome(&clean);
	free_tree(&start);
}

/* The line that hands write, which a ledger could have. */
static void
read_line(void)
{
	struct bytes file = read_file("../in/line.jsonl");

	if (file.len == 0 || file.len > sizeof(stranger.line))
		errx(2, "../in/line.jsonl: is it one line?");
	memcpy(stranger.line, file.data, file.len - 1);
	free(file.data);
}

/* Does the scenario change a ledger? Then it is that of the hands. */
static bool
find_ledger(const struct scenario *scenario)
{
	for (size_t i = 0; i + 1 < scenario->n_words; i++)
		if (strcmp(scenario->words[i], "-a") == 0 ||
		    (forgets(scenario) && i + 2 == scenario->n_words)) {
			snprintf(stranger.ledger, sizeof(stranger.ledger), "%s",
			    scenario->words[i + 1]);
			return true;
		}
	return false;
}

static void
share_plan(void)
{
	char path[PATH_MAX];
	int fd = open("plan", O_RDWR | O_CREAT | O_TRUNC, 0600);

	if (fd == -1 || ftruncate(fd, sizeof(*plan)) == -1 ||
	    realpath("plan", path) == NULL)
		err(2, "plan");
	plan = mmap(
	    NULL, sizeof(*plan), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (plan == MAP_FAILED)
		err(2, "plan");
	close(fd);
	setenv(PLAN_FILE, path, 1);
}

static size_t
read_scenarios(struct scenario *scenarios, size_t room)
{
	static char line[1024];
	size_t n = 0;

	while (fgets(line, sizeof(line), stdin) != NULL)
		if (line[0] != '#' && line[0] != '\n') {
			if (n == room)
				errx(2, "too many scenarios");
			scenarios[n++] = read_scenario(strdup(line));
		}
	return n;
}

int
main(int argc, char **argv)
{
	static struct scenario scenarios[256];
	size_t most = SIZE_MAX, only = 0, n;
	int letter;

	state = 1;
	while ((letter = getopt(argc, argv, "hn:o:s:")) != -1) {
		if (letter == 'h')
			stranger.come = true;
		else if (letter == 'n')
			most = strtoul(optarg, NULL, 10);
		else if (letter == 'o')
			only = strtoul(optarg, NULL, 10);
		else if (letter == 's')
			state = strtoul(optarg, NULL, 10) | 1;
		else
			return 2;
	}
	if (argc - optind != 2)
		errx(2, "usage: inject [-h] [-n most] [-o only] [-s seed] "
			"tools folder");
	tools = realpath(argv[optind], NULL);
	if (tools == NULL || chdir(argv[optind + 1]) == -1)
		err(2, NULL);
	share_plan();
	n = read_scenarios(scenarios, COUNT(scenarios));
	state += only << 32; /* each draws others */
	if (n == 0 || chdir("work") == -1)
		errx(2, "no scenarios, or no folder to work in");
	setenv("TMPDIR", "tmp", 1);
	if (stranger.come)
		read_line();
	for (size_t i = 0; i < n; i++)
		if ((only == 0 || only == i + 1) &&
		    (!stranger.come ||
			(!scenarios[i].refused && find_ledger(&scenarios[i]))))
			run_scenario(&scenarios[i],
			    most == SIZE_MAX ? most : most / n + 1);
	printf("# %lu injections, %lu lied about\n", injections, faulty);
	return faulty == 0 && (injections > 0 || only != 0) ? 0 : 1;
}
