#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "intake/identity.h"
#include "intake/given.h"
#include "intake/intake.h"
#include "unit.h"
#include "policy/load.h"

/* Intake: spellings become values, and which request is which. */

static const char policy_text[] =
    "version: 2\nname: test\nedition: 2026-11-24\n"
    "timezone: America/Los_Angeles\ndates: mdy\n"
    "identity: {field: id, from: [email, received, facts]}\n"
    "calendar:\n  weekend: [saturday, sunday]\n"
    "fields:\n"
    "  - {name: id, type: text, labels: Entry Id}\n"
    "  - {name: received, type: date, if_blank: hold, labels: Timestamp}\n"
    "  - {name: email, type: email, labels: [E-mail, Supervisor's mail]}\n"
    "  - name: role\n    type: choice\n    if_blank: hold\n"
    "    labels: What is your role?\n"
    "    values:\n"
    "      - {value: attorney, labels: [Lawyer, Attorney (staff)]}\n"
    "      - {value: rep, labels: DOJ Accredited Representative}\n"
    "      - law-student\n"
    "  - name: topics\n    type: list\n    values:\n"
    "      - {value: t-visa, labels: [T visas, T nonimmigrant status]}\n"
    "      - {value: relief, labels: Criminal record relief}\n"
    "      - {value: vacatur, labels: 'Criminal record relief, including "
    "vacatur and expungement'}\n"
    "      - {value: rights, labels: \"Victims' rights\"}\n"
    "      - {value: letters, labels: 'A, B, C'}\n"
    "      - {value: two-letters, labels: 'B, C'}\n"
    "      - {value: letter, labels: A}\n"
    "      - {value: restitution, labels: 'Rights; restitution'}\n"
    "      - other\n"
    "  - name: attached\n    type: list\n    values:\n"
    "      - {value: draft, labels: 'Draft response, brief or statement'}\n"
    "      - {value: brief, labels: Brief or statement}\n"
    "  - name: papers\n    type: list\n    blank: [None, N/A, 'No, none']\n"
    "    values:\n"
    "      - {value: draft, labels: Draft of the response}\n"
    "      - other\n"
    "  - {name: courses, type: list, blank: None}\n"
    "  - {name: own_case, type: yes-no}\n"
    "  - {name: facts, type: text, labels: Facts and Questions}\n"
    "  - {name: holds, type: spans, staff: yes}\n"
    "  - {name: assignee, type: text, staff: yes}\n"
    "due:\n  from: received\n"
    "  rules:\n"
    "    - id: trained\n      within: 15 business days\n"
    "      when: {courses: {has_all: [t-visas-part-1, ethics-ii]}}\n"
    "    - {id: all, within: 15 business days}\n"
    "routes:\n  then: [{id: all, outcome: accept, queue: q}]\n";

static struct ta_policy *
load(const char *text)
{
	struct ta_error error = {""};
	struct ta_policy *policy =
	    ta_policy_load("t", ta_slice_of(text), &error);

	if (policy == NULL)
		printf("# %s\n", error.text);
	return policy;
}

/* A record whose columns are the policy's fields, and their positions. */
struct desk {
	struct ta_policy *policy;
	struct ta_intake *intake;
	struct ta_record record;
	int columns[32];
};

static bool
open_desk(struct desk *desk, const char *text)
{
	*desk = (struct desk){.policy = load(text)};
	if (desk->policy == NULL)
		return false;
	desk->intake = ta_intake_new(desk->policy, NULL);
	ta_record_widen(&desk->record, desk->policy->vocabulary.n_fields);
	for (int i = 0; i < 32; i++)
		desk->columns[i] = i;
	return true;
}

static void
close_desk(struct desk *desk)
{
	ta_intake_free(desk->intake);
	ta_policy_free(desk->policy);
	ta_record_free(&desk->record);
}

static size_t
position(const struct desk *desk, const char *name)
{
	int field =
	    ta_vocabulary_field(&desk->policy->vocabulary, ta_slice_of(name));

	if (field == -1)
		abort();
	return (size_t)field;
}

/* What intake makes of one field of a record that has no other. */
static struct ta_slice
normal(struct desk *desk, const char *name, struct ta_slice given)
{
	size_t at = position(desk, name);

	for (size_t i = 0; i < desk->record.count; i++)
		desk->record.fields[i] = (struct ta_slice){NULL, 0};
	desk->record.fields[at] = given;
	ta_intake_normalise(desk->intake, &desk->record, desk->columns);
	return desk->record.fields[at];
}

/* A field, what a form has in it, and the canonical value. */
static const char *const values[][3] = {
    /* choices, by label or slug; what is unknown is kept */
    {"role", "attorney", "attorney"}, {"role", "Lawyer", "attorney"},
    {"role", "Attorney (Staff)", "attorney"}, {"role", "LAWYER ", "attorney"},
    {"role", "DOJ accredited representative", "rep"},
    {"role", "doj_accredited-representative", "rep"},
    {"role", "Law Student", "law-student"}, {"role", "Judge", "Judge"},
    {"role", "Lawyer, retired", "Lawyer, retired"}, {"role", "", ""},
    /* multi-selects: commas, semicolons and lines between the answers */
    {"topics", "T visas", "t-visa"},
    {"topics", "T visas, Victims\xe2\x80\x99 rights", "t-visa;rights"},
    {"topics", "t-visa;rights", "t-visa;rights"},
    {"topics", "Victims' Rights; T nonimmigrant status", "rights;t-visa"},
    {"topics", "T visa\nVictims' rights\n", "t-visa;rights"},
    {"topics", "T visa\r\nVictims' rights", "t-visa;rights"},
    {"topics", ", T visa ,;, ", "t-visa"}, {"topics", "  ", ""},
    /* an option that holds a comma is one */
    {"topics", "Criminal record relief, including vacatur and expungement",
	"vacatur"},
    {"topics",
	"T visas, Criminal record relief, including vacatur and expungement, "
	"Other",
	"t-visa;vacatur;other"},
    {"topics", "Criminal record relief, T visas", "relief;t-visa"},
    {"topics",
	"Criminal record relief, Criminal record relief, including vacatur "
	"and expungement",
	"relief;vacatur"},
    {"topics", "A, B, C", "letters"},
    {"topics", "B, C, A", "two-letters;letter"},
    {"topics", "A, B, C, A", "letters;letter"},
    {"topics", "A, A, B, C", "letter;letters"},
    {"topics", "A, B", "letter;other: B"},
    {"attached", "Draft response, brief or statement", "draft"},
    {"attached", "Brief or statement, Draft response, brief or statement",
	"brief;draft"},
    {"attached", "Draft response, Brief or statement", "draft"},
    /* what is left is a write-in, its words kept */
    {"topics", "U visas", "other: U visas"},
    {"topics", "T visas, U visas", "t-visa;other: U visas"},
    {"topics", "U visas, T visas", "other: U visas;t-visa"},
    {"topics", "T visas, help, please, with this",
	"t-visa;other: help, please, with this"},
    {"topics", "other: U visas, VAWA", "other: U visas, VAWA"},
    {"topics", "T visas; other: U visas, VAWA", "t-visa;other: U visas, VAWA"},
    {"topics", "OTHER: U visas", "other: U visas"},
    {"topics", "Another", "other: Another"}, {"topics", "Other", "other"},
    {"attached", "Draft response", "Draft response"},
    {"attached", "A letter; brief", "A letter;brief"},
    /* once is enough */
    {"topics", "T visas, t-visa; T visa", "t-visa"},
    {"topics", "U visas; T visa; U visas", "other: U visas;t-visa"},
    {"topics", "other: U visas; U visas", "other: U visas"},
    {"courses", "Course A, course_b;COURSE a", "course-a;course-b"},
    {"courses", "T visas (part 1)\nAnother one", "t-visas-part-1;another-one"},
    /* what is left over is read by itself: nothing, or a write-in */
    {"papers", "Draft of the response, None", "draft"},
    {"papers", "None, Draft of the response", "draft"},
    {"papers", "N/A; None", ""}, {"papers", "n/a, none", ""},
    {"papers", "No, none", ""},
    {"papers", "-, Draft of the response.", "draft"},
    {"papers", "Draft of the response\nN/A\n", "draft"},
    {"papers", "Draft of the response, my notes, none",
	"draft;other: my notes, none"},
    {"papers", "other: None", ""}, {"papers", "Other: N/A, draft", "draft"},
    {"papers", "Draft of the response, Other", "draft;other"},
    {"topics", "T visas, Other: asylum", "t-visa;other: asylum"},
    {"topics", "Other: asylum, T visas", "other: asylum;t-visa"},
    {"topics", "Other: asylum, VAWA, T visas", "other: asylum, VAWA;t-visa"},
    {"topics", "pets, Other: asylum, VAWA", "other: pets;other: asylum, VAWA"},
    {"topics", "T visas; Other: Other: asylum", "t-visa;other: asylum"},
    {"topics", "other:, T visas", "other;t-visa"},
    {"topics", "other: T visas", "other: T visas"},
    {"topics", "None", "other: None"}, {"topics", "?", ""},
    {"attached", "Other: a letter", "Other: a letter"},
    /* an option that holds a semicolon is one, others do not span it */
    {"topics", "Rights; restitution", "restitution"},
    {"topics", "T visas; Rights; restitution; A", "t-visa;restitution;letter"},
    {"topics", "T visas, Rights; restitution, A", "t-visa;restitution;letter"},
    {"topics", "Rights, restitution", "restitution"},
    {"topics", "Rights; pets; restitution", "rights;other: pets;restitution"},
    {"topics", "B; C; A", "other: B;other: C;letter"},
    {"topics", "A; B, C", "letter;two-letters"},
    /* references of HTML */
    {"topics", "Victims&#39; rights", "rights"},
    {"topics", "T visas, Victims&rsquo; Rights, A", "t-visa;rights;letter"},
    {"topics", "T&nbsp;visas;Victims&#x27; rights", "t-visa;rights"},
    {"topics", "&nbsp;", ""}, {"topics", "&nbsp;; &nbsp;T visas", "t-visa"},
    {"topics", "pets &amp; &lt;kids&gt;", "other: pets & <kids>"},
    {"topics", "Victims&amp;#039; rights", "rights"},
    {"topics", "A&#44; B&#x2c; C", "letters"}, {"role", "Law&shy;yer", NULL},
    {"role", "Attorney &#40;staff&#41;", "attorney"}, {"role", "&nbsp;", ""},
    {"role", "Judge &amp; jury", NULL}, {"own_case", "&quot;Yes&quot;", "yes"},
    {"received", "11&#x2F;2&#x2F;2026&nbsp;14:03", "2026-11-02T14:03:00-08:00"},
    {"facts", "Facts &amp; &nbsp;", NULL}, {"email", "a&#64;b.org", NULL},
    {"id", "7&amp;", NULL},
    /* titles that the policy's conditions name */
    {"courses", "T Visas, Part 1", "t-visas-part-1"},
    {"courses", "Human Trafficking Defined, T Visas, Part 1",
	"human-trafficking-defined;t-visas-part-1"},
    {"courses", "T Visas Part I\nEthics II", "t-visas-part-1;ethics-ii"},
    {"courses", "T Visas, Part I; Ethics, 2", "t-visas-part-1;ethics-ii"},
    {"courses", "T Visas: Part 1 (webinar, May 2026) [passed]",
	"t-visas-part-1"},
    {"courses", "T Visas, Part I (passed)", "t-visas-part-1"},
    {"courses", "T Visas; Part 1", "t-visas;part-1"},
    {"courses", "T Visas, Part 2", "t-visas;part-2"},
    {"courses", "T Visas Part II (2026)", "t-visas-part-ii-2026"},
    {"courses", "T Visas Part V", "t-visas-part-v"},
    {"courses", "(T Visas Part 1)", "t-visas-part-1"},
    {"courses", "T Visas, None, Part 1", "t-visas;part-1"},
    /* yes and no */
    {"own_case", "yes", "yes"}, {"own_case", "Yes", "yes"},
    {"own_case", "TRUE", "yes"}, {"own_case", "1", "yes"},
    {"own_case", "x", "yes"}, {"own_case", "X", "yes"},
    {"own_case", "checked", "yes"}, {"own_case", "Checked", "yes"},
    {"own_case", "No", "no"}, {"own_case", "FALSE", "no"},
    {"own_case", "0", "no"}, {"own_case", "maybe", "maybe"},
    {"own_case", "yes and no", "yes and no"}, {"own_case", "2", "2"},
    /* dates, in the one order that the policy gives */
    {"received", "11/2/2026", "2026-11-02"},
    {"received", "2026-11-02", "2026-11-02"},
    {"received", "2026/11/2", "2026-11-02"},
    {"received", "11/24/2026 14:03:22", "2026-11-24T14:03:22-08:00"},
    {"received", "7/1/2026 2:03 PM", "2026-07-01T14:03:00-07:00"},
    {"received", "2022/10/17 6:31:58 PM EST", "2022-10-17T16:31:58-07:00"},
    {"received", "2026-11-25T07:59:59Z", "2026-11-24T23:59:59-08:00"},
    {"received", "2026-11-24T14:03:22-08:00", "2026-11-24T14:03:22-08:00"},
    {"received", "2/30/2026", "2/30/2026"}, {"received", "11/2/26", "11/2/26"},
    {"received", "24/11/2026", "24/11/2026"}, {"received", "soon", "soon"},
    {"received", "46350", "46350"},
    /* the rest keeps its words */
    {"email", " A@b.org ", "A@b.org"}, {"facts", " Yes; 11/2/2026 \n\n", NULL},
    {"facts", "T visas, x", NULL}, {"id", " 007", NULL},
    {"holds", "2026-11-02/..;2026-12-01", NULL}};

static void
test_values(struct desk *desk)
{
	struct ta_text words = {0};

	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		const char *wanted =
		    values[i][2] == NULL ? values[i][1] : values[i][2];
		struct ta_slice got =
		    normal(desk, values[i][0], ta_slice_of(values[i][1]));
		bool right = ta_slice_equal(got, ta_slice_of(wanted));

		ta_text_clear(&words);
		ta_text_printf(&words, "%s: ", values[i][0]);
		ta_text_add_escaped(&words, ta_slice_of(values[i][1]));
		CHECK_THAT(right, ta_text_string(&words));
		if (!right)
			printf("# got %.*s\n", (int)got.len, got.data);
	}
	ta_text_free(&words);
}

/* Whatever a form writes: what has come in stays as it is. */
static void
test_idempotent(struct desk *desk)
{
	static const char *const pieces[] = {"T visas", "A", "B", "C", ",",
	    ", ", ";", "; ", "\n", "\r\n", " ", "Criminal record relief",
	    "including vacatur and expungement", "other",
	    "Other: ", "other:", "None", "None", "N/A", "&amp;", "&#39;",
	    "&nbsp;", "Rights", "restitution", "T Visas", "Part I", "(x)",
	    "U visas", "Draft response", "brief or statement", "yes", "1",
	    "11/2/2026", " 2:30", " PM", " EST", "2026-03-08", "T02:30", "x",
	    "\xc3\xa9", ":", "-", "Lawyer", "t-visa"};
	static const char *const fields[] = {"topics", "topics", "attached",
	    "courses", "role", "own_case", "received", "email", "facts",
	    "papers", "papers"};
	struct ta_text given = {0}, once = {0};
	int wrong = 0;

	for (int i = 0; i < 60000; i++) {
		const char *field = fields[pick(11)];

		ta_text_clear(&given);
		ta_text_clear(&once);
		for (size_t n = pick(8); n > 0; n--)
			ta_text_add_string(&given,
			    pieces[pick(sizeof(pieces) / sizeof(char *))]);
		ta_text_add_slice(
		    &once, normal(desk, field, ta_text_slice(&given, 0)));
		if (ta_slice_equal(normal(desk, field, ta_text_slice(&once, 0)),
			ta_text_slice(&once, 0)))
			continue;
		if (wrong++ < 3)
			printf(
			    "# %s: once '%s'\n", field, ta_text_string(&once));
	}
	CHECK_THAT(wrong == 0, "what has come in once comes in unchanged");
	ta_text_free(&given);
	ta_text_free(&once);
}

/* A whole record: each field by itself, others untouched. */
static void
test_record(struct desk *desk)
{
	struct ta_slice *fields = desk->record.fields;
	size_t n = desk->record.count;

	for (size_t i = 0; i < n; i++)
		fields[i] = (struct ta_slice){NULL, 0};
	fields[position(desk, "role")] = ta_slice_of("Lawyer");
	fields[position(desk, "topics")] = ta_slice_of("T visas, x");
	fields[position(desk, "facts")] = ta_slice_of("Lawyer");
	ta_intake_normalise(desk->intake, &desk->record, desk->columns);
	CHECK(ta_slice_equal(
	    fields[position(desk, "role")], ta_slice_of("attorney")));
	CHECK(ta_slice_equal(
	    fields[position(desk, "topics")], ta_slice_of("t-visa;other: x")));
	CHECK(ta_slice_equal(
	    fields[position(desk, "facts")], ta_slice_of("Lawyer")));
	CHECK(fields[position(desk, "email")].data == NULL);
	/* a field that the form lacks has no column */
	desk->columns[position(desk, "role")] = -1;
	fields[position(desk, "role")] = ta_slice_of("Lawyer");
	ta_intake_normalise(desk->intake, &desk->record, desk->columns);
	CHECK(ta_slice_equal(
	    fields[position(desk, "role")], ta_slice_of("Lawyer")));
	desk->columns[position(desk, "role")] = (int)position(desk, "role");
}

/*
 * An item of a YAML sequence may hold a semicolon, which would end it in a
 * cell: at intake it becomes a comma, and the write-in stays one.
 */
static void
test_semicolons(struct desk *desk)
{
	static const char yaml[] =
	    "topics: [T visas, 'housing; work; school']\n";
	const struct ta_format *format = &ta_format_yaml;
	struct ta_source *source = ta_source_memory("t", yaml, strlen(yaml));
	struct ta_header header = {0};
	struct ta_record record = {0};
	struct ta_error error;
	const struct ta_reading how = {.manner = TA_LENIENT};
	void *reader = format->open(source, &desk->policy->form, &how);
	int at, columns[32];

	CHECK(format->begin(reader, &header, &error) == 1);
	CHECK(format->next(reader, &header, &record, &error) == 1);
	for (size_t i = 0; i < desk->policy->vocabulary.n_fields; i++)
		columns[i] = ta_header_find(
		    &header, desk->policy->vocabulary.fields[i].name, 0);
	at = columns[position(desk, "topics")];
	ta_intake_normalise(desk->intake, &record, columns);
	CHECK_THAT(ta_slice_equal(ta_record_get(&record, at),
		       ta_slice_of("t-visa;other: housing, work, school")),
	    "a semicolon in a write-in becomes a comma");
	format->close(reader);
	ta_source_close(source);
	ta_header_free(&header);
	ta_record_free(&record);
}

/* An order that nobody gave is no order. */
static void
test_no_order(void)
{
	struct ta_text text = {0};
	struct desk desk;
	const char *line = strstr(policy_text, "dates: mdy\n");

	ta_text_add(&text, policy_text, (size_t)(line - policy_text));
	ta_text_add_string(&text, line + strlen("dates: mdy\n"));
	if (open_desk(&desk, ta_text_string(&text))) {
		CHECK(ta_slice_equal(
		    normal(&desk, "received", ta_slice_of("11/2/2026")),
		    ta_slice_of("11/2/2026")));
		CHECK(ta_slice_equal(
		    normal(&desk, "received", ta_slice_of("2026/11/2")),
		    ta_slice_of("2026-11-02")));
		close_desk(&desk);
	}
	ta_text_free(&text);
}

/* The labels that the program's page quotes, in the policy that is built in. */
static void
test_page_labels(void)
{
	static const char *const labels[][2] = {
	    {"Topics to be covered", "topics"},
	    {"Type of Assistance Needed", "assistance"},
	    {"What type of document do you need us to review?", "document"},
	    {"Facts and Questions", "facts"}, {"FACTS_AND_QUESTIONS", "facts"},
	    {"role", "role"}, {"Supervisor Email", "supervisor_email"},
	    {"supervisor-email", "supervisor_email"}};
	struct ta_text text = {0};
	struct ta_error error;
	struct ta_policy *policy;

	ta_policy_read(NULL, &text, &error);
	policy = load(ta_text_string(&text));
	CHECK(policy != NULL);
	for (size_t i = 0; policy != NULL && i < 8; i++)
		CHECK_THAT(
		    ta_headings_field(policy, ta_slice_of(labels[i][0]),
			false) == ta_vocabulary_field(&policy->vocabulary,
				      ta_slice_of(labels[i][1])),
		    labels[i][0]);
	CHECK(ta_headings_field(policy, ta_slice_of("Shoe size"), false) == -1);
	CHECK(ta_headings_field(policy, ta_slice_of(""), false) == -1);
	CHECK(ta_headings_field(policy, ta_slice_of("Timestamp"), true) == -1);
	ta_policy_free(policy);
	ta_text_free(&text);
}

/* Turns an intake to a file with this header alone; the refusal, or "". */
static const char *
turn_to(struct ta_intake *intake, const struct desk *desk, const char *head,
    struct ta_error *error)
{
	const struct ta_files_options options = {.format = &ta_format_csv,
	    .form = &desk->policy->form,
	    .reading = {.manner = TA_LENIENT}};
	struct ta_files *files = ta_files_of(
	    ta_source_memory("t.csv", head, strlen(head)), &options);

	error->text[0] = '\0';
	CHECK(ta_files_turn(files, error) == 1);
	ta_intake_turn(intake, files, error);
	ta_files_close(files);
	return error->text;
}

static void
test_naming(struct desk *desk)
{
	static const char good[] =
	    "Timestamp,Supervisor\xe2\x80\x99s mail,What is your role?,"
	    "Shoe size,ta_row,ta_message,ta_findings\n";
	static const char *const names[] = {
	    "received", "email", "role", "Shoe size"};
	struct ta_intake *intake = ta_intake_new(desk->policy, NULL);
	const struct ta_header *header = ta_intake_header(intake);
	struct ta_error error;
	const char *why;

	CHECK(turn_to(intake, desk, good, &error)[0] == '\0');
	CHECK_THAT(header->count == 4,
	    "the tools' columns are left out, so that rejects come back in");
	for (size_t i = 0; i < 4; i++)
		CHECK(ta_slice_equal(
		    header->columns[i].name, ta_slice_of(names[i])));
	why = turn_to(intake, desk, "Timestamp,role,E-mail,email\n", &error);
	CHECK_THAT(strncmp(why, "t.csv: ", 7) == 0 &&
		       strstr(why, "'E-mail'") != NULL &&
		       strstr(why, "'email'") != NULL,
	    "two columns for one field are named both");
	why = turn_to(intake, desk, "Timestmp,role\n", &error);
	CHECK_THAT(strstr(why, "'received'") != NULL &&
		       strstr(why, "'Timestmp'") != NULL,
	    "a required heading that is missing: did you mean");
	why = turn_to(intake, desk, "Timestamp,Shoe size\n", &error);
	CHECK_THAT(strstr(why, "'role'") != NULL, "one that nothing is near");
	ta_intake_expect(intake, (int)position(desk, "role"));
	CHECK_THAT(
	    turn_to(intake, desk, "Timestamp,Shoe size\n", &error)[0] == '\0',
	    "unless the caller fills it in");
	ta_intake_free(intake);
}

/* As the tool hands its arguments on, which nobody writes to. */
static int
by_hand(const struct ta_policy *policy, const char *const *given, size_t n,
    struct ta_text *yaml)
{
	struct ta_error error = {""};
	struct ta_source *source;

	ta_text_clear(yaml);
	source = ta_given_source(policy, "--field: ", given, n, yaml, &error);
	ta_source_close(source);
	if (source != NULL)
		return 0;
	return error.text[0] == '\0' ? 1 : -1;
}

static void
test_by_hand(const struct ta_policy *policy)
{
	static const char *const given[] = {"What is your role?=Lawyer",
	    "topics=T visas", "facts=a=b: c", "topics=no", "id="};
	static const char *const bad[][2] = {{"role=a", "role=b"},
	    {"rolle=a", "id=x"}, {"role", "id=x"}, {"facts=\xff", "id=x"},
	    {"=x", "id=x"}};
	struct ta_text yaml = {0};

	CHECK(by_hand(policy, given, 5, &yaml) == 0);
	CHECK(strstr(ta_text_string(&yaml), "role: Lawyer\n") != NULL);
	CHECK(
	    strstr(ta_text_string(&yaml), "topics: [T visas, 'no']\n") != NULL);
	CHECK(strstr(ta_text_string(&yaml), "facts: 'a=b: c'\n") != NULL);
	CHECK_THAT(by_hand(policy, bad[0], 2, &yaml) == -1,
	    "a choice that is given twice");
	CHECK_THAT(by_hand(policy, bad[1], 2, &yaml) == -1, "no such field");
	CHECK_THAT(by_hand(policy, bad[2], 2, &yaml) == -1, "no value");
	CHECK_THAT(by_hand(policy, bad[3], 2, &yaml) == -1, "a bad byte");
	CHECK_THAT(by_hand(policy, bad[4], 2, &yaml) == -1, "no name");
	ta_text_free(&yaml);
}

/* Sets the three fields that an id is made from; returns the id. */
static const char *
id_of(struct desk *desk, const char *email, const char *received,
    const char *facts, struct ta_text *id)
{
	struct ta_slice *fields = desk->record.fields;
	struct ta_text of = {0};

	fields[position(desk, "email")] = ta_slice_of(email);
	fields[position(desk, "received")] = ta_slice_of(received);
	fields[position(desk, "facts")] = ta_slice_of(facts);
	ta_text_clear(id);
	ta_identity_make(desk->policy, desk->policy->id_from,
	    desk->policy->n_id_from, &desk->record, desk->columns, &of, id);
	ta_text_free(&of);
	return ta_text_string(id);
}

static void
test_ids(struct desk *desk)
{
	static const char *const others[][3] = {{"b@b.org", "2026-11-02", "x"},
	    {"a@b.org", "2026-11-03", "x"}, {"a@b.org", "2026-11-02", "y"},
	    {"a@b.org", "2026-11-02", "X"}, {"a@b.org", "2026-11-02", ""},
	    {"a@b.org2026-11-02", "", "x"}, {"", "a@b.org", "2026-11-02x"},
	    {"", "", ""}};
	struct ta_text first = {0}, id = {0};
	bool differs = true;

	id_of(desk, "a@b.org", "2026-11-02", "x", &first);
	CHECK(strncmp(ta_text_string(&first), "ta-", 3) == 0);
	CHECK_THAT(
	    first.len == 23 && strspn(first.data + 3, "0123456789abcdef") == 20,
	    "80 bits in hexadecimal");
	CHECK(strcmp(id_of(desk, "a@b.org", "2026-11-02", "x", &id),
		  first.data) == 0);
	CHECK(strcmp(id_of(desk, "A@B.Org", "2026-11-02", "x", &id),
		  first.data) == 0);
	for (size_t i = 0; i < 8; i++)
		differs &= strcmp(id_of(desk, others[i][0], others[i][1],
				      others[i][2], &id),
			       first.data) != 0;
	CHECK_THAT(differs, "other content, another id");
	desk->record.fields[position(desk, "role")] = ta_slice_of("attorney");
	desk->record.fields[position(desk, "id")] = ta_slice_of("17");
	CHECK_THAT(strcmp(id_of(desk, "a@b.org", "2026-11-02", "x", &id),
		       first.data) == 0,
	    "only the fields that the policy names make the id");
	ta_text_free(&first);
	ta_text_free(&id);
}

/* The same content in a file of other columns is the same request. */
static void
test_columns(struct desk *desk)
{
	struct desk other;
	struct ta_text a = {0}, b = {0}, of = {0};
	size_t last = desk->record.count - 1;

	if (!open_desk(&other, policy_text))
		return;
	for (size_t i = 0; i <= last; i++) {
		other.columns[i] = (int)(last - i);
		desk->record.fields[i] = ta_slice_of(i % 2 == 0 ? "x" : "y");
		other.record.fields[last - i] = desk->record.fields[i];
	}
	ta_identity_make(desk->policy, desk->policy->id_from,
	    desk->policy->n_id_from, &desk->record, desk->columns, &of, &a);
	ta_identity_make(other.policy, other.policy->id_from,
	    other.policy->n_id_from, &other.record, other.columns, &of, &b);
	CHECK(strcmp(ta_text_string(&a), ta_text_string(&b)) == 0);
	close_desk(&other);
	ta_text_free(&of);
	ta_text_free(&a);
	ta_text_free(&b);
}

int
main(void)
{
	struct desk desk;

	if (!open_desk(&desk, policy_text)) {
		CHECK_THAT(false, "the policy of this test loads");
		return 1;
	}
	test_values(&desk);
	test_idempotent(&desk);
	test_record(&desk);
	test_semicolons(&desk);
	test_no_order();
	test_page_labels();
	test_naming(&desk);
	test_by_hand(desk.policy);
	test_ids(&desk);
	test_columns(&desk);
	close_desk(&desk);
	return unit_end();
}
