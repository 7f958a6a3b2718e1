#include <stdlib.h>
#include <string.h>

#include "policy/compile.h"
#include "policy/index.h"
#include "policy/policy.h"
#include "unit.h"
#include "policy/load.h"

/* Conditions: each operator and line, by records it holds for and others. */

static const char head[] =
    "version: 2\nname: test\nedition: 2026-11-24\n"
    "timezone: America/Los_Angeles\n"
    "identity: {field: id, from: [email]}\n"
    "switches:\n  busy: {default: off}\n  closed_door: {default: off}\n"
    "calendar:\n  weekend: [saturday, sunday]\n"
    "  holidays: [{name: Thanksgiving, on: 4th thursday of november}]\n"
    "  closures: [2026-12-24]\n"
    "fields:\n"
    "  - {name: id, type: text}\n"
    "  - name: role\n    type: choice\n    verified: yes\n    if_blank: hold\n"
    "    values: [attorney, law-student, other]\n"
    "  - name: topics\n    type: list\n"
    "    values: [immigration, t-visa, civil, other]\n"
    "  - {name: courses, type: list}\n"
    "  - {name: urgent, type: yes-no}\n"
    "  - {name: received, type: date}\n"
    "  - {name: deadline, type: date}\n"
    "  - {name: email, type: email}\n"
    "  - {name: boss, type: email}\n"
    "  - {name: story, type: text, verified: yes, blank: [None, See above]}\n"
    "  - {name: holds, type: spans}\n";

/* A list of more values than fit into a word; then facts. */
#define WIDE 100

static const char facts_begin[] = "facts:\n"
				  "  - {id: lawyer, when: {role: attorney}}\n"
				  "  - {id: visa, when: {topics: t-visa}}\n"
				  "  - {id: hurry, when: {urgent: yes}}\n";

static const char tail[] =
    "checks:\n"
    "  - {id: early, when: {early_outcome: [redirect, review]}, "
    "severity: note}\n"
    "  - {id: civil-law, when: {topics: civil}, severity: note}\n"
    "due:\n"
    "  from: received\n"
    "  rules: [{id: all, within: 15 business days}]\n"
    "priority:\n"
    "  groups: [{id: late, when: {past_target_by: 3 business days}}]\n"
    "routes:\n"
    "  early:\n"
    "  - {id: first, when: {role: other}, outcome: redirect, queue: q}\n"
    "  then:\n"
    "  - {id: found, when: {finding: [civil-law, role-missing]}, "
    "outcome: review, queue: q}\n"
    "  - {id: severe, when: {severity: [error, hold]}, outcome: hold, "
    "queue: q}\n"
    "  - {id: clean, when: {no_severity: [error, hold]}, outcome: review, "
    "queue: q}\n"
    "  - {id: rest, outcome: accept, queue: q}\n"
    "copies:\n"
    "  - {id: copied, when: {outcome: [accept, hold]}, to: boss}\n"
    "  - {id: late-word, when: {courses: named-last}, to: boss}\n";

/* A condition and records, "name=value" joined by "|"; today is 2026-11-24. */
struct sample {
	const char *when;
	const char *yes[7]; /* it holds for these */
	const char *no[8];  /* and not for these */
	bool blank;	    /* for a record of white space */
};

static const struct sample samples[] = {
    /* field: value, and field: [a, b] */
    {"role: law-student",
	{"role=law-student", "role=Law Student", "role= LAW_student "},
	{"role=attorney", "role=law", "role=law-student x"}, false},
    {"role: [attorney, law-student]", {"role=attorney", "role=Law Student"},
	{"role=other", "role=other: attorney", "topics=attorney"}, false},
    {"topics: t-visa",
	{"topics=t-visa", "topics=civil; T visa ;other", "topics=;t-visa;"},
	{"topics=civil", "topics=t-visa-rfe", "topics=t-visa,civil",
	    "topics=t-visa: RFE"},
	false},
    {"topics: other",
	{"topics=other", "topics=civil;other: U visas", "topics=Other : a, b"},
	{"topics=civil", "topics=another: t-visa"}, false},
    {"topics: [civil, other]", {"topics=immigration;civil", "topics=other: x"},
	{"topics=immigration;t-visa", "topics=nonsense"}, false},
    {"courses: course-a", {"courses=course-a", "courses=x; Course A"},
	{"courses=course-b", "courses=course"}, false},
    {"urgent: yes", {"urgent=yes", "urgent=Yes", "urgent= YES "},
	{"urgent=no", "urgent=y", "urgent=yes and no"}, false},
    {"urgent: no", {"urgent=no", "urgent=No"}, {"urgent=yes", "urgent=n"},
	false},
    {"story: Help", {"story=Help", "story= Help\n", "story=Help\xc2\xa0"},
	{"story=Help me", "story=x"}, false},
    {"story: [Help, 'no']", {"story=Help", "story=no"}, {"story=Help no"},
	false},
    {"email: a@b.org", {"email=a@b.org"}, {"email=aa@b.org"}, false},
    {"deadline: 2026-11-24",
	{"deadline=2026-11-24", "deadline=2026-11-25T07:59:59Z",
	    "deadline=2026-11-24T23:00:00-08:00"},
	{"deadline=2026-11-25", "deadline=2026-11-25T08:00:00Z",
	    "deadline=11/24/2026"},
	false},
    {"deadline: [2026-11-24, 2026-12-01]",
	{"deadline=2026-11-24", "deadline=2026-12-01\xc2\xa0"},
	{"deadline=2026-11-30", "deadline=1970-01-01"}, false},
    /* present: not blank / blank */
    {"story: {present: yes}", {"story=x", "story=-"}, {"topics=x"}, false},
    {"story: {present: no}", {"topics=civil", "story= \t\r\n"},
	{"story=x", "story=\xc2\xa0x"}, true},
    {"story: {present: no}",
	{"story=\xc2\xa0", "story= \xe2\x80\x8b\n", "story=\xef\xbb\xbf"},
	{"story=\xc3\xa9"}, true},
    /* words for nothing, of a text too */
    {"story: {present: no}",
	{"story=None", "story= none ", "story=See above", "story=SEE ABOVE."},
	{"story=None of it", "story=n/a"}, true},
    {"story: None", {NULL}, {"story=None"}, false},
    {"role: {present: yes}", {"role=attorney", "role=nonsense"}, {"email=x"},
	false},
    {"topics: {present: no}", {"role=other"}, {"topics=x"}, true},
    {"deadline: {present: yes}", {"deadline=2026-11-24", "deadline=soon"},
	{"received=2026-11-24"}, false},
    {"holds: {present: no}", {"story=x"}, {"holds=2026-11-24/.."}, true},
    /* on lists; a blank one lacks everything */
    {"topics: {has_all: [t-visa, civil]}",
	{"topics=t-visa;civil", "topics=Civil;x;other;T visa"},
	{"topics=t-visa", "topics=civil", "topics=immigration;other"}, false},
    {"topics: {has_any: [t-visa, other]}",
	{"topics=t-visa", "topics=civil;other: x", "topics=other;t-visa"},
	{"topics=civil;immigration"}, false},
    {"courses: {lacks: [course-a, course-b]}",
	{"courses=course-a", "courses=course-b;x", "courses=x"},
	{"courses=course-a;course-b", "courses=Course B;x;COURSE_A"}, true},
    {"topics: {lacks: t-visa}", {"topics=civil", "topics=other: t-visa"},
	{"topics=t-visa", "topics=civil;T visa"}, true},
    {"topics: {only: [immigration, t-visa]}",
	{"topics=t-visa", "topics=immigration;T visa", "topics= t-visa ; "},
	{"topics=t-visa;civil", "topics=civil", "topics=t-visa;nonsense",
	    "topics=t-visa;other: x", "topics=nonsense"},
	false},
    {"courses: {only: [course-a]}", {"courses=course-a"},
	{"courses=course-a;course-z", "courses=course-z"}, false},
    /* dates, as days of the office */
    {"deadline: {before: 2026-11-24}",
	{"deadline=2026-11-23", "deadline=2026-11-24T07:59:59Z"},
	{"deadline=2026-11-24", "deadline=2026-11-24T08:00:00Z",
	    "deadline=2026-11-31", "deadline=11/23/2026"},
	false},
    {"deadline: {before: today}", {"deadline=2026-11-23"},
	{"deadline=2026-11-24", "deadline=2026-11-25"}, false},
    {"deadline: {before: received}",
	{"deadline=2026-11-02|received=2026-11-03",
	    "deadline=2026-11-02|received=2026-11-03T09:00:00Z"},
	{"deadline=2026-11-03|received=2026-11-03",
	    "deadline=2026-11-02|received=2026-11-03T07:00:00Z",
	    "deadline=2026-11-02", "received=2026-11-03",
	    "deadline=2026-11-02|received=soon"},
	false},
    {"deadline: {after: 2026-11-24}", {"deadline=2026-11-25"},
	{"deadline=2026-11-24", "deadline=2026-11-23", "deadline=soon"}, false},
    {"deadline: {after: today}", {"deadline=2026-11-25"},
	{"deadline=2026-11-24"}, false},
    {"deadline: {after: received}", {"deadline=2026-11-04|received=2026-11-03"},
	{"deadline=2026-11-03|received=2026-11-03", "deadline=2026-11-04"},
	false},
    /* 25 and 27 November, then Monday 30: Thursday is a holiday */
    {"deadline: {within: 3 business days of received}",
	{"deadline=2026-11-24|received=2026-11-24",
	    "deadline=2026-11-28|received=2026-11-24",
	    "deadline=2026-11-30|received=2026-11-24"},
	{"deadline=2026-12-01|received=2026-11-24",
	    "deadline=2026-11-23|received=2026-11-24", "deadline=2026-11-24",
	    "received=2026-11-24"},
	false},
    {"deadline: {within: 1 business day of today}",
	{"deadline=2026-11-24", "deadline=2026-11-25"}, {"deadline=2026-11-26"},
	false},
    {"deadline: {within: 2 business days of 2026-12-22}",
	{"deadline=2026-12-25"}, {"deadline=2026-12-26"}, false},
    {"deadline: {closed: yes}",
	{"deadline=2026-11-26", "deadline=2026-11-28", "deadline=2026-12-24"},
	{"deadline=2026-11-27", "deadline=2026-12-25", "deadline=soon"}, false},
    {"deadline: {closed: no}", {"deadline=2026-11-27"}, {"deadline=2026-11-29"},
	false},
    /* Los Angeles: 02:30 was not on 8 March 2026, 01:30 was twice on 1 November
     */
    {"received: {exact: no}",
	{"received=2026-03-08T02:30:00", "received=2026-11-01T01:30:00"},
	{"received=2026-03-08T03:00:00", "received=2026-11-01T01:30:00-08:00",
	    "received=2026-11-01", "received=soon"},
	false},
    {"received: {exact: yes}",
	{"received=2026-11-01T00:59:59", "received=2026-11-01"},
	{"received=2026-11-01T01:00:00", "received="}, false},
    /* spans; today is 2026-11-24 */
    {"holds: {open: yes}",
	{"holds=2026-11-24/..", "holds=2026-11-02/..",
	    "holds=2026-11-02/2026-11-09; 2026-11-20/..",
	    "holds=2026-12-01/..;2026-11-20/.."},
	{"holds=2026-11-25/..", "holds=2026-11-20/2026-11-30",
	    "holds=2026-11-24", "holds=;", "holds=2026-11-02/..;x",
	    "holds=x;2026-11-02/..", "holds=..", "story=2026-11-02/.."},
	false},
    {"holds: {open: no}",
	{"holds=2026-11-25/..", "holds=2026-11-20/2026-11-30",
	    "holds=2026-11-24", "story=x", "holds= \t"},
	{"holds=2026-11-24/..", "holds=2026-11-02/2026-11-09;2026-11-20/..",
	    "holds=x", "holds=2026-11-25/2026-11-24"},
	true},
    /* texts */
    {"boss: {same_as: email}",
	{"boss=a@b.org|email=a@b.org", "boss= A@b.org|email=a@B.ORG "},
	{"boss=a@b.org|email=c@b.org", "boss=a@b.org", "email=a@b.org"}, false},
    {"story: {mentions: ['Phone Call', 'call us']}",
	{"story=a phone call?", "story=PHONE\r\n\t CALL", "story=phone call",
	    "story=(phone call)", "story=Please call us.",
	    "story=telephone call us", "story=phonecall: phone call"},
	{"story=phone calls", "story=telephone call", "story=phone-call",
	    "story=phonecall", "story=phone", "story=\xc3\xa9phone call",
	    "story=phone call\xc3\xa9", "story=phone call2"},
	false},
    {"story: {mentions: ['hi']}", {"story=I say Hi."},
	{"story=his", "story=ahi", "story=Zhi", "story=0hi", "story=hi9"},
	false},
    {"story: {mentions: [none]}", {"story=None at all"}, {"story=nonetheless"},
	false},
    {"role: {mentions: [judge, 'law student']}",
	{"role=I am a judge", "role=other: a law student", "role=Judge"},
	{"role=law-student", "role=judges", "story=judge"}, false},
    {"topics: {mentions: [rfe]}",
	{"topics=t-visa;other: an RFE", "topics=T visa (RFE)"},
	{"topics=t-visa", "story=rfe"}, false},
    {"urgent: {mentions: [perhaps]}", {"urgent=perhaps so"},
	{"urgent=yes", "urgent=perhapsx"}, false},
    /* words stand between white space */
    {"story: {shorter_than: 3 words}",
	{"story=one two", "story= one \n\t two ", "story=-",
	    "story=one\xc2\xa0two", "story=one-two-three four"},
	{"story=one two three", "story= one\ntwo - ", "story=None", "story= \t",
	    "role=other", "story=one two three four"},
	false},
    {"story: {shorter_than: 2 words}", {"story=one", "story=one "},
	{"story=one two"}, false},
    {"email: {shorter_than: 2 words}", {"email=a@b.org", "email=a"},
	{"email=a b"}, false},
    {"story: {shorter_than: 1 word}", {NULL}, {"story=x", "story=-"}, false},
    /* at_least: a whole number, and nothing else */
    {"story: {at_least: 5}",
	{"story=5", "story=6", "story= 10 ", "story=007", "story=99999999999"},
	{"story=4", "story=0", "story= ", "story=None", "story=5.5",
	    "story=five", "story=-5", "story=5 times"},
	false},
    /* columns of ta-history, which no form has, are blank */
    {"ta_same_as: {present: yes}", {NULL}, {"role=attorney"}, false},
    {"ta_earlier: {at_least: 1}", {NULL}, {"role=attorney"}, false},
    /* verified: here no column tells of it */
    {"role: {verified: no}",
	{"role=attorney", "role=nonsense", "role=other: x"}, {"story=role"},
	false},
    {"role: {verified: yes}", {NULL}, {"role=attorney"}, false},
    {"story: {verified: no}", {"story=x"}, {"story=None", "story= "}, false},
    /* valid: not blank, and not a value of the type */
    {"role: {valid: no}", {"role=judge", "role=judge: other"},
	{"role=Other", "role=other: judge"}, false},
    {"topics: {valid: no}",
	{"topics=t-visa;x", "topics=x", "topics=t-visa: RFE"},
	{"topics=T visa;other: x", "topics=;"}, false},
    {"courses: {valid: no}", {NULL}, {"courses=anything; at all"}, false},
    {"urgent: {valid: no}", {"urgent=maybe", "urgent=1"}, {"urgent=Yes"},
	false},
    {"deadline: {valid: no}",
	{"deadline=2026-02-30", "deadline=11/24/2026", "deadline=soon"},
	{"deadline=2026-11-24", "deadline=2026-11-24T10:00Z"}, false},
    {"email: {valid: no}",
	{"email=a@b", "email=a b@c.org", "email=a@b.org, c@d.org", "email=@b.c",
	    "email=a@b..org", "email=.a@b.org", "email=a@-b.org"},
	{"email=a.b+c@d-e.org", "email=\xc3\xa9@b.org",
	    "email=\xd0\xb0@\xe4\xbe\x8b.org",
	    "email=\xc2\xaa@\xe2\xb2\x80.\xe3\x81\x82\xef\xbd\x81"},
	false},
    /* a blank, quotes, what cannot be seen, a dash: all beyond ASCII */
    {"email: {valid: no}",
	{"email=a\xc2\xa0"
	 "b@c.org",
	    "email=\xc2\xab"
	    "a@b.org\xc2\xbb",
	    "email=\xe2\x80\x9c"
	    "a@b.org\xe2\x80\x9d",
	    "email=a@b.\xe2\x80\x8borg",
	    "email=a\xe2\x80\x93"
	    "b@c.org",
	    "email=a\xef\xbb\xbf@b.org", "email=a@b\xe3\x80\x80.org"},
	{"email=a@b.org"}, false},
    {"email: {valid: no}",
	{"email=a\xc2\x85@b.org", "email=a@b\xe1\x9a\x80.org"},
	{"email=a@b.org\xc2\xa0", "email=a@b.org\xe2\x80\x8b",
	    "email=\xef\xbb\xbf"
	    "a@b.org",
	    "email=a@b.org\xe3\x80\x80"},
	false},
    {"role: {valid: yes}", {"role=Attorney", "role= other "},
	{"role=judge", "topics=civil"}, false},
    {"topics: {valid: yes}", {"topics=civil; T visa", "topics=other: x"},
	{"topics=civil;x"}, false},
    {"courses: {valid: yes}", {"courses=anything; at all"}, {"role=other"},
	false},
    {"urgent: {valid: yes}", {"urgent=no"}, {"urgent=maybe"}, false},
    {"deadline: {valid: yes}", {"deadline=2026-11-24"}, {"deadline=soon"},
	false},
    {"email: {valid: yes}", {"email=a@b.org"}, {"email=a@b"}, false},
    {"holds: {valid: yes}", {"holds=2026-11-02/.."}, {"holds=x"}, false},
    {"story: {valid: yes}", {"story=x"}, {"role=other"}, false},
    /* values of every word that holds them */
    {"wide: v0", {"wide=v0", "wide=v70;v0"}, {"wide=v1", "wide=v64"}, false},
    {"wide: v63", {"wide=v63", "wide=v0;v63"}, {"wide=v62;v64"}, false},
    {"wide: v64", {"wide=v64", "wide=v99;v64"}, {"wide=v0;v63"}, false},
    {"wide: {has_all: [v1, v99]}", {"wide=v99;v1"}, {"wide=v1", "wide=v99"},
	false},
    {"wide: {has_any: [v1, v99]}", {"wide=v1", "wide=v2;v99"}, {"wide=v35"},
	false},
    {"wide: {lacks: [v1, v99]}", {"wide=v1", "wide=v99", "wide=x"},
	{"wide=v1;v99"}, true},
    {"wide: {only: [v1, v99]}", {"wide=v1", "wide=v99;v1"},
	{"wide=v1;v35", "wide=v99;x"}, false},
    {"holds: {valid: no}", {"holds=2026-11-02/2026-11-01", "holds=x"},
	{"holds=2026-11-02/..", "holds=2026-11-01;2026-11-02/2026-11-09"},
	false},
    {"story: {valid: no}", {NULL}, {"story=anything"}, false},
    /* all lines, and all operators of a line */
    {"role: attorney, topics: civil", {"role=attorney|topics=civil;t-visa"},
	{"role=attorney", "topics=civil", "role=other|topics=civil"}, false},
    {"deadline: {after: today, before: 2026-12-01}", {"deadline=2026-11-30"},
	{"deadline=2026-11-24", "deadline=2026-12-01"}, false},
    {"topics: {has_any: [civil], only: [civil, t-visa]}", {"topics=civil"},
	{"topics=t-visa", "topics=civil;other"}, false},
    /* facts */
    {"is: lawyer", {"role=attorney"}, {"role=other", "topics=t-visa"}, false},
    {"is: [lawyer, visa]",
	{"role=attorney", "topics=t-visa", "role=attorney|topics=t-visa"},
	{"urgent=yes", "role=other"}, false},
    {"is_all: [lawyer, visa]", {"role=attorney|topics=t-visa"},
	{"role=attorney", "topics=t-visa"}, false},
    {"is_all: [visa, hurry]", {"topics=t-visa|urgent=yes"},
	{"topics=t-visa", "urgent=yes|role=attorney"}, false},
    {"is_all: lawyer", {"role=attorney"}, {"role=other"}, false},
    {"is_not: lawyer", {"role=other", "topics=t-visa"}, {"role=attorney"},
	true},
    {"is_not: [lawyer, visa]", {"role=other|topics=civil", "urgent=yes"},
	{"role=attorney", "topics=t-visa", "role=attorney|topics=t-visa"},
	true},
    {"is: hurry, is_not: [lawyer, visa]", {"urgent=yes|role=other"},
	{"urgent=yes|role=attorney", "urgent=no"}, false},
    /* more lines than an index keeps of one condition */
    {"is_all: [lawyer, visa, hurry], topics: {only: [t-visa]}, "
     "courses: {present: yes}, received: {exact: yes}, "
     "deadline: {after: received, closed: no}, email: {valid: yes}, "
     "boss: {present: no}, story: {mentions: [help]}",
	{"role=attorney|topics=t-visa|urgent=yes|courses=x|received=2026-11-01|"
	 "deadline=2026-11-27|email=a@b.org|story=help"},
	{"role=attorney|topics=t-visa|urgent=yes|courses=x|received=2026-11-01|"
	 "deadline=2026-11-27|email=a@b.org|story=hello",
	    "role=attorney|topics=t-visa|urgent=yes|courses=x|"
	    "received=2026-11-01|deadline=2026-11-26|email=a@b.org|story=help"},
	false}};

#define N_SAMPLES (sizeof(samples) / sizeof(samples[0]))

static void
add_head(struct ta_text *text)
{
	ta_text_add_string(text, head);
	ta_text_add_string(text, "  - {name: wide, type: list, values: [");
	for (int i = 0; i < WIDE; i++)
		ta_text_printf(text, "%sv%d", i == 0 ? "" : ", ", i);
	ta_text_add_string(text, "]}\n");
	ta_text_add_string(text, facts_begin);
}

/* Facts of all kinds that name two others, some of which name two others. */
static void
add_pairs(struct ta_text *text)
{
	static const char *const kinds[] = {"is", "is_all", "is_not"};
	size_t n = N_SAMPLES;

	for (size_t k = 0; k < 4 * N_SAMPLES; k++, n++)
		ta_text_printf(text,
		    "  - {id: s-%zu, when: {%s: [s-%zu, s-%zu]}}\n", n,
		    kinds[k % 3], k % 5 == 0 ? n * 13 % n : k * 7 % N_SAMPLES,
		    (k + 1 + k % 7) % (k % 5 == 1 ? n : N_SAMPLES));
}

/* The policy with the samples as facts "s-0", "s-1" … behind its own three. */
static struct ta_policy *
load_samples(void)
{
	struct ta_text text = {0};
	struct ta_error error = {""};
	struct ta_policy *policy;

	add_head(&text);
	for (size_t i = 0; i < N_SAMPLES; i++)
		ta_text_printf(
		    &text, "  - {id: s-%zu, when: {%s}}\n", i, samples[i].when);
	add_pairs(&text);
	ta_text_add_string(&text, tail);
	policy = ta_policy_load("t", ta_text_slice(&text, 0), &error);
	if (policy == NULL)
		printf("# %s\n", error.text);
	ta_text_free(&text);
	return policy;
}

/* Puts what the text names over what the record has. */
static void
put(struct ta_record *record, const struct ta_policy *policy, const char *text)
{
	struct ta_slice rest = {text, strlen(text)};

	while (rest.len > 0) {
		const char *end = memchr(rest.data, '|', rest.len);
		size_t n = end == NULL ? rest.len : (size_t)(end - rest.data);
		size_t name = strcspn(rest.data, "=");
		int at = ta_header_find(
		    &policy->form, (struct ta_slice){rest.data, name}, 0);

		if (at == -1)
			abort();
		record->fields[at] =
		    (struct ta_slice){rest.data + name + 1, n - name - 1};
		n += end != NULL;
		rest.data += n;
		rest.len -= n;
	}
}

/* Fills a record as wide as the form; what the text does not name is absent. */
static void
fill(struct ta_record *record, const struct ta_policy *policy, const char *text)
{
	record->count = 0;
	ta_record_widen(record, policy->form.count);
	put(record, policy, text);
}

/* Does the fact hold for each of the records, or for none of them? */
static bool
is_for_all(struct ta_evaluation *evaluation, const struct ta_policy *policy,
    size_t fact, const char *const *records, size_t n, bool wanted)
{
	struct ta_record record = {0};
	bool all = true;

	for (size_t i = 0; i < n && records[i] != NULL; i++) {
		fill(&record, policy, records[i]);
		ta_evaluation_set(evaluation, &record);
		if (ta_fact_holds(evaluation, fact) == wanted &&
		    ta_fact_holds(evaluation, fact) == wanted)
			continue;
		printf("# wrong of '%s'\n", records[i]);
		all = false;
	}
	ta_record_free(&record);
	return all;
}

static void
test_samples(const struct ta_policy *policy, struct ta_evaluation *evaluation)
{
	static const char *const blanks[] = {"",
	    "id=|role=|topics=|courses=|urgent=|received=|deadline=|email=|"
	    "boss=|story=|holds=|wide=",
	    "id= |role= |topics=\t|courses=\n|urgent= \r\n|received= |"
	    "deadline= |email=\t|boss= |story= \n \n|holds= |wide= "};
	char words[120];

	for (size_t i = 0; i < N_SAMPLES; i++) {
		const struct sample *sample = &samples[i];
		size_t fact = i + 3;

		snprintf(words, sizeof(words), "holds: %s", sample->when);
		CHECK_THAT(
		    is_for_all(evaluation, policy, fact, sample->yes, 7, true),
		    words);
		snprintf(words, sizeof(words), "does not: %s", sample->when);
		CHECK_THAT(
		    is_for_all(evaluation, policy, fact, sample->no, 8, false),
		    words);
		snprintf(words, sizeof(words), "blank: %s", sample->when);
		CHECK_THAT(is_for_all(evaluation, policy, fact, blanks, 3,
			       sample->blank),
		    words);
	}
}

/*
 * Texts are searched a block at a time: a phrase is found wherever it stands,
 * and what is behind the text is none of it.
 */
static void
test_blocks(const struct ta_policy *policy, struct ta_evaluation *evaluation)
{
	int story =
	    ta_vocabulary_field(&policy->vocabulary, ta_slice_of("story"));
	struct ta_record record = {0};
	struct ta_text text = {0};
	bool found = true, beyond = false;
	size_t fact = 3;

	while (strstr(samples[fact - 3].when, "mentions") == NULL)
		fact++;
	fill(&record, policy, "");
	for (int before = 0; before < 150; before++) {
		ta_text_clear(&text);
		ta_text_printf(&text, "%*sphone call", before, "");
		for (size_t len = 0; len <= text.len; len++) {
			record.fields[story] =
			    (struct ta_slice){text.data, len};
			ta_evaluation_set(evaluation, &record);
			if (len == text.len)
				found &= ta_fact_holds(evaluation, fact);
			else
				beyond |= ta_fact_holds(evaluation, fact);
		}
	}
	CHECK_THAT(found, "a phrase is found wherever it stands");
	CHECK_THAT(!beyond, "what is behind a text is no part of it");
	ta_text_free(&text);
	ta_record_free(&record);
}

/* A header that lacks a field, and one with the fields in another order. */
static void
test_headers(const struct ta_policy *policy)
{
	struct ta_header header = {0};
	struct ta_record record = {0};
	struct ta_evaluation *evaluation;
	bool switches[2] = {false, false};

	ta_header_add(&header, ta_slice_of("email"), NULL);
	ta_header_add(&header, ta_slice_of("another"), NULL);
	ta_header_add(&header, ta_slice_of("role"), NULL);
	ta_record_widen(&record, 3);
	record.fields[1] = ta_slice_of("other");
	record.fields[2] = ta_slice_of("attorney");
	evaluation =
	    ta_evaluation_new(&policy->vocabulary, &header, 20781, switches);
	ta_evaluation_set(evaluation, &record);
	CHECK_THAT(
	    ta_fact_holds(evaluation, 0), "a field is found by its name");
	CHECK_THAT(
	    !ta_fact_holds(evaluation, 1) && !ta_fact_holds(evaluation, 2),
	    "a field that the header lacks is blank");
	ta_evaluation_free(evaluation);
	ta_header_free(&header);
	ta_record_free(&record);
}

/* Compiles one condition against the policy; NULL or why not. */
static const char *
compile(struct ta_policy *policy, const char *when, unsigned scope,
    struct ta_condition *compiled, struct ta_error *error)
{
	struct ta_source *source = ta_source_memory("t", when, strlen(when));
	const struct ta_node *node =
	    ta_yamltree_read(source, &policy->arena, error);

	ta_source_close(source);
	if (node != NULL && ta_condition_compile(node, &policy->vocabulary,
				scope, &policy->arena, compiled, error) == 0)
		return NULL;
	return error->text;
}

/* What staff have said, by the column that names these fields. */
static void
test_verified(struct ta_policy *policy)
{
	static const struct {
		const char *cell;
		const char *role;
		bool verified;
	} records[] = {{"role", "attorney", true}, {"topics;role", "x", true},
	    {"role;topics", "attorney", true}, {"", "attorney", false},
	    {"topics", "attorney", false}, {"roles", "attorney", false},
	    {"my role", "attorney", false}};
	struct ta_header header = {0};
	struct ta_record record = {0};
	struct ta_condition yes, no;
	struct ta_error error;
	struct ta_evaluation *evaluation;
	bool switches[2] = {false, false}, right = true;

	CHECK(compile(policy, "{role: {verified: yes}}", 0, &yes, &error) ==
	      NULL);
	CHECK(
	    compile(policy, "{role: {verified: no}}", 0, &no, &error) == NULL);
	ta_header_add(&header, ta_slice_of("ta_verified"), NULL);
	ta_header_add(&header, ta_slice_of("role"), NULL);
	ta_record_widen(&record, 2);
	evaluation =
	    ta_evaluation_new(&policy->vocabulary, &header, 20781, switches);
	for (size_t i = 0; i < sizeof(records) / sizeof(records[0]); i++) {
		record.fields[0] = ta_slice_of(records[i].cell);
		record.fields[1] = ta_slice_of(records[i].role);
		ta_evaluation_set(evaluation, &record);
		right &=
		    ta_condition_holds(&yes, evaluation) == records[i].verified;
		right &=
		    ta_condition_holds(&no, evaluation) != records[i].verified;
	}
	CHECK_THAT(right, "a field is verified that ta_verified names");
	record.fields[0] = ta_slice_of("role");
	record.fields[1] = ta_slice_of(" ");
	ta_evaluation_set(evaluation, &record);
	CHECK_THAT(!ta_condition_holds(&yes, evaluation) &&
		       !ta_condition_holds(&no, evaluation),
	    "a blank is neither verified nor not");
	ta_evaluation_free(evaluation);
	ta_header_free(&header);
	ta_record_free(&record);
}

/* What has been decided before, which a fact may not ask. */
static void
test_early(const struct ta_policy *policy, struct ta_evaluation *evaluation)
{
	const struct ta_finding *finding = policy->findings;
	const struct ta_condition *early, *copied = &policy->copies[0].when;
	struct ta_record record = {0};

	while (strcmp(finding->id, "early") != 0)
		finding++;
	early = &finding->when;
	fill(&record, policy, "role=other");
	ta_evaluation_set(evaluation, &record);
	CHECK(!ta_condition_holds(early, evaluation));
	evaluation->early = TA_OUTCOME_REDIRECT;
	CHECK(ta_condition_holds(early, evaluation));
	evaluation->early = TA_OUTCOME_REVIEW;
	CHECK(ta_condition_holds(early, evaluation));
	evaluation->early = TA_OUTCOME_ACCEPT;
	CHECK(!ta_condition_holds(early, evaluation));
	CHECK(!ta_condition_holds(copied, evaluation));
	evaluation->outcome = TA_OUTCOME_ACCEPT;
	CHECK(ta_condition_holds(copied, evaluation));
	evaluation->outcome = TA_OUTCOME_REDIRECT;
	CHECK(!ta_condition_holds(copied, evaluation));
	evaluation->outcome = TA_OUTCOME_HOLD;
	evaluation->early = TA_OUTCOME_REVIEW;
	ta_evaluation_set(evaluation, &record);
	CHECK_THAT(!ta_condition_holds(copied, evaluation) &&
		       !ta_condition_holds(early, evaluation),
	    "another record, and what was decided is forgotten");
	ta_record_free(&record);
}

static void
test_findings(const struct ta_policy *policy, struct ta_evaluation *evaluation)
{
	const struct ta_condition *found = &policy->routes[1].when;
	const struct ta_condition *severe = &policy->routes[2].when;
	const struct ta_condition *clean = &policy->routes[3].when;
	struct ta_record record = {0};
	int civil = ta_vocabulary_finding(
	    &policy->vocabulary, ta_slice_of("civil-law"));
	int early =
	    ta_vocabulary_finding(&policy->vocabulary, ta_slice_of("early"));
	int role = ta_vocabulary_finding(
	    &policy->vocabulary, ta_slice_of("role-missing"));

	CHECK(civil != -1 && early != -1 && role != -1);
	CHECK(found->reads_findings && severe->reads_findings &&
	      clean->reads_findings);
	CHECK(!policy->routes[0].when.reads_findings && policy->n_early == 1);
	fill(&record, policy, "topics=civil");
	ta_evaluation_set(evaluation, &record);
	CHECK_THAT(!ta_condition_holds(found, evaluation),
	    "a finding is what has been found, not what could be");
	CHECK(ta_condition_holds(clean, evaluation));
	ta_evaluation_find(evaluation, early, TA_NOTE);
	CHECK(!ta_condition_holds(found, evaluation) &&
	      !ta_condition_holds(severe, evaluation));
	ta_evaluation_find(evaluation, civil, TA_NOTE);
	CHECK(ta_condition_holds(found, evaluation) &&
	      !ta_condition_holds(severe, evaluation) &&
	      ta_condition_holds(clean, evaluation));
	ta_evaluation_find(evaluation, role, TA_HOLD);
	CHECK(ta_condition_holds(severe, evaluation) &&
	      !ta_condition_holds(clean, evaluation));
	ta_evaluation_find(evaluation, role, TA_HOLD);
	CHECK_THAT(evaluation->n_found == 3 && evaluation->found[0] == role,
	    "findings stand in policy order: the fields' own come first");
	ta_evaluation_set(evaluation, &record);
	CHECK(!ta_condition_holds(found, evaluation) &&
	      !ta_condition_holds(severe, evaluation));
	ta_evaluation_find(evaluation, role, TA_ERROR);
	CHECK(ta_condition_holds(found, evaluation) &&
	      ta_condition_holds(severe, evaluation));
	ta_record_free(&record);
}

/* The business days in (target, today], Tuesday 2026-11-24. */
static void
test_past_target(
    const struct ta_policy *policy, struct ta_evaluation *evaluation)
{
	const struct ta_condition *late = &policy->groups[0].when;
	struct ta_record record = {0};

	fill(&record, policy, "role=attorney");
	ta_evaluation_set(evaluation, &record);
	CHECK_THAT(
	    !ta_condition_holds(late, evaluation), "no target is not late");
	evaluation->target = ta_day_of(2026, 11, 16);
	CHECK(ta_condition_holds(late, evaluation));
	evaluation->target = ta_day_of(2026, 11, 19);
	CHECK(ta_condition_holds(late, evaluation));
	evaluation->target = ta_day_of(2026, 11, 20);
	CHECK(!ta_condition_holds(late, evaluation));
	evaluation->target = ta_day_of(2026, 11, 24);
	CHECK(!ta_condition_holds(late, evaluation));
	evaluation->target = ta_day_of(2027, 11, 24);
	CHECK(!ta_condition_holds(late, evaluation));
	ta_record_free(&record);
}

static void
test_switches(
    struct ta_policy *policy, struct ta_evaluation *evaluation, bool *switches)
{
	struct ta_condition one, other, any;
	struct ta_error error;
	struct ta_record record = {0};

	CHECK(compile(policy, "{switch: busy}", 0, &one, &error) == NULL);
	CHECK(compile(policy, "{switch: closed_door}", 0, &other, &error) ==
	      NULL);
	CHECK(compile(policy, "{switch: [busy, closed_door]}", 0, &any,
		  &error) == NULL);
	fill(&record, policy, "role=attorney");
	ta_evaluation_set(evaluation, &record);
	CHECK(!ta_condition_holds(&one, evaluation) &&
	      !ta_condition_holds(&any, evaluation));
	switches[1] = true;
	CHECK(!ta_condition_holds(&one, evaluation) &&
	      ta_condition_holds(&any, evaluation));
	switches[0] = true;
	CHECK(ta_condition_holds(&one, evaluation) &&
	      ta_condition_holds(&any, evaluation));
	switches[1] = false;
	CHECK(!ta_condition_holds(&other, evaluation) &&
	      ta_condition_holds(&any, evaluation));
	CHECK(ta_condition_compile(NULL, &policy->vocabulary, 0, &policy->arena,
		  &one, &error) == 0 &&
	      ta_condition_holds(&one, evaluation));
	ta_record_free(&record);
}

/* A typo must never silently weaken a policy: the place, and often the word. */
static const char *const refused[][2] = {{"{rol: attorney}", "'role'"},
    {"{topics: {has_any: {civil: other}}}", "t:1:20: expected a value"},
    {"{topics: {only: {}}}", "t:1:17: expected a value"},
    {"{story: {mentions: {ab: cd}}}", "t:1:20: expected a value"},
    {"{deadline: {before: {a: today}}}", "t:1:21: expected a value"},
    {"{role: {valid: {no: yes}}}", "t:1:16: expected an answer"},
    {"{role: [{a: other}]}", "t:1:9: expected a value"},
    {"{story: [x, ~]}", "t:1:13: "},
    {"{deadline: [2026-11-24, {}]}", "t:1:25: "},
    {"{deadline: {within: [x]}}", "t:1:21: "},
    {"{story: {mentions: [ab, ~]}}", "t:1:25: "},
    {"{boss: {same_as: [email]}}", "t:1:18: "},
    {"{role: attorny}", "'attorney'"}, {"{topics: [civil, t-vsa]}", "t:1:18: "},
    {"{urgent: maybe}", "t:1:10: "},
    {"{topics: {has_al: [civil]}}", "'has_all'"},
    {"{topics: {foo: [civil]}}", "t:1:11: "},
    {"{role: {has_any: [attorney]}}", "t:1:9: "},
    {"{role: {before: today}}", "t:1:9: "},
    {"{story: {only: [x]}}", "t:1:10: "},
    {"{story: {closed: yes}}", "t:1:10: "},
    {"{deadline: {mentions: [x y]}}", "t:1:13: "},
    {"{holds: {mentions: [x y]}}", "t:1:10: "},
    {"{role: {lacks: attorney}}", "t:1:9: "},
    {"{topics: {lacks_any: [civil]}}", "t:1:11: 'lacks_any' is not an op"},
    {"{story: {shorter_than: 8}}", "t:1:24: expected a number of words"},
    {"{story: {shorter_than: 0 words}}", "t:1:24: expected a number of words"},
    {"{story: {shorter_than: eight words}}", "t:1:24: "},
    {"{story: {shorter_than: -8 words}}", "t:1:24: "},
    {"{story: {shorter_than: 8 word}}", "t:1:24: "},
    {"{story: {shorter_than: 1 words}}", "t:1:24: "},
    {"{story: {shorter_than: 8 business days}}", "t:1:24: "},
    {"{story: {shorter_than: 12345 words}}", "t:1:24: "},
    {"{story: {shorter_than: [8 words]}}", "t:1:24: "},
    {"{role: {shorter_than: 8 words}}", "t:1:9: 'shorter_than' cannot be"},
    {"{story: {at_least: 0}}", "t:1:20: expected a number of 1 or more"},
    {"{story: {at_least: -1}}", "t:1:20: expected a number of 1 or more"},
    {"{story: {at_least: five}}", "t:1:20: expected a number of 1 or more"},
    {"{story: {at_least: 1234567890}}", "t:1:20: expected a number of 1"},
    {"{story: {at_least: [1, 2]}}", "t:1:20: expected a value"},
    {"{email: {at_least: 5}}", "t:1:10: 'at_least' cannot be used on"},
    {"{ta_sign: {present: yes}}", "t:1:2: "},
    {"{role: {verified: maybe}}", "t:1:19: 'maybe' is not an answer"},
    {"{role: {verified: [yes]}}", "t:1:19: expected an answer"},
    {"{topics: {verified: no}}",
	"t:1:11: 'verified' cannot be used on 'topics', which has no"
	" 'verified: yes'"},
    {"{no_severity: hold}", "t:1:2: 'no_severity' cannot be used here"},
    {"{topics: {same_as: role}}", "t:1:11: "}, {"{holds: x}", "t:1:9: "},
    {"{deadline: soon}", "t:1:12: "}, {"{deadline: 11/24/2026}", "t:1:12: "},
    {"{deadline: 2026-02-30}", "t:1:12: "},
    {"{deadline: {before: 2026-11-31}}", "t:1:21: "},
    {"{deadline: {before: yesterday}}", "t:1:21: "},
    {"{deadline: {before: story}}", "t:1:21: "},
    {"{deadline: {before: [today]}}", "t:1:21: "},
    {"{deadline: {within: 3 days of received}}", "t:1:21: "},
    {"{deadline: {within: 3 business days}}", "t:1:21: "},
    {"{deadline: {within: -3 business days of received}}", "t:1:21: "},
    {"{deadline: {within: x business days of received}}", "t:1:21: "},
    {"{deadline: {within: 3 business days of story}}", "t:1:21: "},
    {"{deadline: {closed: maybe}}", "t:1:21: "},
    {"{holds: {open: maybe}}", "t:1:16: 'maybe' is not an answer"},
    {"{holds: {open: [yes]}}", "t:1:16: expected an answer"},
    {"{holds: {opne: yes}}", "t:1:10: 'opne' is not an operator"},
    {"{received: {open: yes}}",
	"t:1:13: 'open' cannot be used on 'received', a field of type date"},
    {"{story: {open: no}}", "t:1:10: 'open' cannot be used on 'story'"},
    {"{topics: {open: yes}}", "t:1:11: 'open' cannot be used on 'topics'"},
    {"{story: {present: true}}", "t:1:19: "},
    {"{story: {valid: 1}}", "t:1:17: "},
    {"{boss: {same_as: e_mail}}", "'email'"},
    {"{boss: {same_as: [email]}}", "t:1:18: "}, {"{role: []}", "t:1:8: "},
    {"{role: {}}", "t:1:8: "}, {"{topics: {has_all: []}}", "t:1:20: "},
    {"{role: }", "t:1:"}, {"{role: ~}", "t:1:"}, {"{role: [~]}", "t:1:9: "},
    {"{role: [[attorney]]}", "t:1:9: "}, {"{role: ''}", "t:1:8: "},
    {"{is: lawer}", "'lawyer'"}, {"{is: [lawyer, nobody]}", "t:1:15: "},
    {"{is: []}", "t:1:6: "}, {"{is: {lawyer: yes}}", "t:1:6: "},
    {"{is_any: lawyer}", "t:1:2: "}, {"{is_none: lawyer}", "t:1:2: "},
    {"{not: {role: attorney}}", "t:1:2: "}, {"{switch: bussy}", "'busy'"},
    {"{finding: civil-law}", "t:1:2: "}, {"{severity: hold}", "t:1:2: "},
    {"{early_outcome: hold}", "t:1:2: "}, {"{outcome: accept}", "t:1:2: "},
    {"{past_target_by: 3 business days}", "t:1:2: "}, {"{}", "t:1:1: "},
    {"[role, attorney]", "t:1:1: "}, {"role", "t:1:1: "},
    {"{role: attorney, role: other}", "t:1:18: "}};

/* Where they may be asked, their words are looked at all the same. */
static const char *const refused_everywhere[][2] = {
    {"{finding: civl-law}", "'civil-law'"}, {"{severity: [hold, eror]}", "'er"},
    {"{no_severity: [hold, eror]}", "'error'"},
    {"{early_outcome: redirct}", "'redirect'"}, {"{outcome: maybe}", "t:1:11:"},
    {"{past_target_by: 3}", "t:1:18: "},
    {"{past_target_by: three business days}", "t:1:18: "}};

static void
test_refused(struct ta_policy *policy)
{
	size_t n = sizeof(refused) / sizeof(refused[0]);
	size_t m = sizeof(refused_everywhere) / sizeof(refused_everywhere[0]);
	struct ta_condition when;
	struct ta_error error;
	char words[120];

	for (size_t i = 0; i < n + m; i++) {
		const char *const *sample =
		    i < n ? refused[i] : refused_everywhere[i - n];
		const char *why =
		    compile(policy, sample[0], i < n ? 0 : ~0u, &when, &error);
		bool right = why != NULL && strstr(why, sample[1]) != NULL;

		snprintf(words, sizeof(words), "refused: %s", sample[0]);
		CHECK_THAT(right, words);
		if (!right)
			printf("# got %s\n", why == NULL ? "taken" : why);
	}
}

/* A fact may use only facts above it, and no name of the grammar. */
static void
test_facts_refused(void)
{
	static const char *const bad[] = {
	    "  - {id: x, when: {is: y}}\n  - {id: y, when: {role: other}}\n",
	    "  - {id: x, when: {is: x}}\n",
	    "  - {id: is, when: {role: other}}\n",
	    "  - {id: outcome, when: {role: other}}\n",
	    "  - {id: lawyer, when: {role: other}}\n",
	    "  - {id: X y, when: {role: other}}\n", "  - {id: x}\n",
	    "  - {id: x, when: {}}\n", "  - {id: x, if: {role: other}}\n",
	    "  - {id: x, when: {role: other}, wen: y}\n"};
	struct ta_error error;
	char words[120];

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct ta_text text = {0};
		struct ta_policy *policy;

		add_head(&text);
		ta_text_add_string(&text, bad[i]);
		ta_text_add_string(&text, tail);
		error.text[0] = '\0';
		policy = ta_policy_load("t", ta_text_slice(&text, 0), &error);
		snprintf(words, sizeof(words), "refused: %.*s",
		    (int)strcspn(bad[i], "\n"), bad[i]);
		CHECK_THAT(policy == NULL && strncmp(error.text, "t:3", 3) == 0,
		    words);
		ta_policy_free(policy);
		ta_text_free(&text);
	}
}

/* What a walk over an index has shown, and what it should have. */
struct shown {
	size_t wrong;  /* left out though it holds, or not in order */
	size_t idle;   /* shown though it does not hold */
	size_t others; /* that do not hold */
	size_t differ; /* are not what their lines say */
};

/* The pairs are not counted: of either of two an index knows little. */
static void
walk(const struct ta_index *index, const struct ta_policy *policy,
    struct ta_evaluation *evaluation, struct shown *shown)
{
	size_t n = policy->vocabulary.n_facts, next = 0, i;
	size_t counted = n - 4 * N_SAMPLES;
	struct ta_walk walk = {index, evaluation};

	while (ta_walk_next(&walk, &i)) {
		shown->wrong += i < next || i >= n;
		for (; next < i; next++) {
			shown->wrong += ta_fact_holds(evaluation, next);
			shown->others += next < counted;
		}
		if (!ta_fact_holds(evaluation, i) && i < counted) {
			shown->idle++;
			shown->others++;
		}
		next = i + 1;
	}
	for (; next < n; next++) {
		shown->wrong += ta_fact_holds(evaluation, next);
		shown->others += next < counted;
	}
}

static void
tried(void *context, const struct ta_condition *when,
    const struct ta_test *failed, struct ta_evaluation *evaluation)
{
	(void)context, (void)when, (void)failed, (void)evaluation;
}

/* The text of a record of the samples, counted over all; NULL behind them. */
static const char *
sample_text(size_t i)
{
	const struct sample *sample = &samples[i / 15];
	const char *text;

	if (i / 15 == N_SAMPLES)
		return NULL;
	text = i % 15 < 7 ? sample->yes[i % 15] : sample->no[i % 15 - 7];
	return text == NULL ? "" : text;
}

/* How many facts are not what their lines say, tried one after the other. */
static size_t
count_wrong(const struct ta_policy *policy, struct ta_evaluation *evaluation,
    const struct ta_record *record)
{
	static const struct ta_trace trace = {tried, NULL};
	static bool right[1024];
	size_t n = policy->vocabulary.n_facts, wrong = 0;

	evaluation->trace = &trace;
	ta_evaluation_set(evaluation, record);
	for (size_t i = 0; i < n; i++)
		right[i] = ta_condition_holds(
		    &policy->vocabulary.facts[i].when, evaluation);
	evaluation->trace = NULL;
	for (size_t looked = 0; looked < 2; looked++) {
		ta_evaluation_set(evaluation, record);
		if (looked)
			ta_facts_look(evaluation);
		for (size_t i = n; i-- > 0;)
			wrong += ta_fact_holds(evaluation, i) != right[i];
	}
	return wrong;
}

/* Each record of the samples, and each with others laid over it. */
static void
walk_samples(const struct ta_index *index, const struct ta_policy *policy,
    struct ta_evaluation *evaluation, struct shown *shown)
{
	struct ta_record record = {0};
	const char *text;

	for (size_t i = 0; (text = sample_text(i)) != NULL; i++)
		for (size_t k = 0; k < 20; k++) {
			fill(&record, policy, text);
			for (size_t n = 1; n <= k; n++)
				put(&record, policy,
				    sample_text((i * 7 + k * 31 + n * 101) %
						(N_SAMPLES * 15)));
			shown->differ +=
			    count_wrong(policy, evaluation, &record);
			ta_evaluation_set(evaluation, &record);
			walk(index, policy, evaluation, shown);
		}
	ta_record_free(&record);
}

/* An index leaves out none that holds, and most of those that do not. */
static void
test_index(const struct ta_policy *policy, struct ta_evaluation *evaluation)
{
	static const struct ta_trace trace = {tried, NULL};
	size_t n = policy->vocabulary.n_facts;
	const struct ta_fact *facts = policy->vocabulary.facts;
	const struct ta_index *index;
	struct shown shown = {0}, traced = {0};
	struct ta_arena arena = {0};

	CHECK_THAT(n > TA_INDEX_PART, "the list is of more than one part");
	index = ta_index_make(
	    &facts->when, sizeof(*facts), n, &policy->vocabulary, &arena);
	walk_samples(index, policy, evaluation, &shown);
	CHECK_THAT(shown.differ == 0, "facts are what their lines say");
	CHECK_THAT(shown.wrong == 0, "an index shows all that hold, in order");
	CHECK_THAT(shown.idle < shown.others / 4, "and few that do not");
	evaluation->trace = &trace;
	walk(index, policy, evaluation, &traced);
	evaluation->trace = NULL;
	CHECK_THAT(traced.wrong == 0 && traced.idle == traced.others &&
		       traced.others > 0,
	    "and all where it is watched");
	index = ta_index_make(
	    &facts->when, sizeof(*facts), 0, &policy->vocabulary, &arena);
	CHECK_THAT(!ta_walk_next(&(struct ta_walk){index, evaluation}, &n),
	    "and nothing of nothing");
	ta_arena_free(&arena);
}

/* An open list takes words that no fact has named; facts do not know them. */
static void
test_late_word(const struct ta_policy *policy, struct ta_evaluation *evaluation)
{
	struct ta_record record = {0};

	fill(&record, policy, "courses=named-last");
	CHECK(count_wrong(policy, evaluation, &record) == 0);
	fill(&record, policy, "courses=named-last; named-by-nobody");
	CHECK(count_wrong(policy, evaluation, &record) == 0);
	ta_record_free(&record);
}

int
main(void)
{
	struct ta_policy *policy = load_samples();
	struct ta_evaluation *evaluation;
	bool switches[2] = {false, false};

	CHECK(policy != NULL);
	if (policy == NULL)
		return 1;
	evaluation = ta_evaluation_new(&policy->vocabulary, &policy->form,
	    ta_day_of(2026, 11, 24), switches);
	test_samples(policy, evaluation);
	test_blocks(policy, evaluation);
	test_headers(policy);
	test_verified(policy);
	test_early(policy, evaluation);
	test_findings(policy, evaluation);
	test_past_target(policy, evaluation);
	test_switches(policy, evaluation, switches);
	test_index(policy, evaluation);
	test_late_word(policy, evaluation);
	test_refused(policy);
	test_facts_refused();
	ta_evaluation_free(evaluation);
	ta_policy_free(policy);
	return unit_end();
}
