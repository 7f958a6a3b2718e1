/*
 * Writes records for the benchmark: `generate N [SEED]` prints N invented
 * requests as canonical CSV, the same bytes for the same N and SEED on every
 * machine. Shares of roles, documents, deadlines and courses are those of a
 * desk's day; every value is one that the default policy knows, so that no tool
 * spends its time on complaints. It shares no code with the tools.
 */

#include <err.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define LAST_DAY 20780 /* 2026-11-23, counted from 1970-01-01 */
#define DAYS 1096      /* three years up to it */

struct choice {
	const char *value;
	unsigned weight; /* in 100 */
};

struct person {
	const char *first;
	const char *last;
	char email[96];
	char phone[16];
};

/*
 * What later fields of a record depend on. The days of receipt come in no
 * order, as where the files of several offices are joined: sorting has work.
 */
struct request {
	const char *role;
	const char *assistance;
	const char *document;
	const char *deadline_kind;
	const char *status;
	struct person person;
	long received; /* days since 1970-01-01 */
	int emp;       /* a worksheet, by the form's route for it */
};

static const char header[] =
    "id,received,name,email,phone,organization,state,role,own_case,"
    "ovc_grantee,supervisor_name,supervisor_email,supervisor_phone,"
    "supervisor_role,assistance,topics,document,facts,attachments,deadline,"
    "deadline_kind,courses_passed,courses_taken,wants_call,asks_for,"
    "client_location,materials_reviewed,follows_prior_advice,status,holds,"
    "answered,ethics_flag,overuse_flag,assignee";

/* Each name is followed by its form in an address. */
static const char *const first_names[][2] = {{"Ana", "ana"},
    {"Benjamin", "benjamin"}, {"Chidi", "chidi"}, {"Dolores", "dolores"},
    {"Elif", "elif"}, {"Farah", "farah"}, {"Grace", "grace"},
    {"Héctor", "hector"}, {"Imani", "imani"}, {"José", "jose"},
    {"Katherine", "katherine"}, {"Linh", "linh"}, {"Miriam", "miriam"},
    {"Nadia", "nadia"}, {"Oscar", "oscar"}, {"Priya", "priya"},
    {"Rosa", "rosa"}, {"Samuel", "samuel"}, {"Tomás", "tomas"},
    {"Yuki", "yuki"}};

static const char *const last_names[][2] = {{"Abara", "abara"},
    {"Bennett", "bennett"}, {"Castillo", "castillo"}, {"Dang", "dang"},
    {"Eriksen", "eriksen"}, {"Fuentes", "fuentes"}, {"Goldberg", "goldberg"},
    {"Haddad", "haddad"}, {"Ibarra", "ibarra"}, {"Johnson", "johnson"},
    {"Kowalski", "kowalski"}, {"Lindqvist", "lindqvist"}, {"Muñoz", "munoz"},
    {"Nguyen", "nguyen"}, {"O'Brien", "obrien"}, {"Peña", "pena"},
    {"Quispe", "quispe"}, {"Rahimi", "rahimi"}, {"Silva", "silva"},
    {"Thompson", "thompson"}, {"Vega", "vega"}, {"Washington", "washington"},
    {"Yamamoto", "yamamoto"}, {"Zimmerman", "zimmerman"}};

static const char *const organizations[] = {"Bay Legal Aid",
    "Harbor Immigrant Rights Project", "Casa del Valle",
    "Northside Family Services, Inc.", "Prairie Justice Center",
    "Law Office of M. Castillo", "County Public Defender", "Open Door Shelter",
    "Freedom Network of the Plains", "St. Anne's Refugee Services",
    "Riverbend Law School Clinic", "Workers' Rights Clinic",
    "Haddad & Vega, LLP", "\"Second Morning\" Survivor Services"};

static const char *const states[] = {"California", "Texas", "New York",
    "Florida", "Washington", "Illinois", "Arizona", "Georgia", "New Mexico",
    "North Carolina", "Oregon", "Puerto Rico"};

static const struct choice roles[] = {{"attorney", 34},
    {"doj-accredited-representative", 14}, {"paralegal", 10},
    {"legal-assistant", 6}, {"legal-intern", 5}, {"law-graduate", 3},
    {"law-student", 2}, {"social-service-provider", 9}, {"case-manager", 7},
    {"law-enforcement", 3}, {"program-manager", 3}, {"other-professional", 2},
    {"survivor", 1}, {"other", 1}};

static const struct choice kinds_of_help[] = {{"case-consultation", 45},
    {"general-information", 25}, {"document-review", 30}};

static const struct choice documents[] = {{"t-visa-rfe", 34},
    {"t-visa-denial", 10}, {"t-visa-appeal", 6},
    {"initial-t-visa-declaration", 12}, {"post-conviction-statement", 6},
    {"victim-compensation", 4}, {"other-document-review", 20},
    {"other-immigration", 8}};

static const struct choice deadline_kinds[] = {
    {"filing", 24}, {"court", 8}, {"other", 4}, {"none", 14}, {"", 50}};

static const struct choice grantee[] = {
    {"yes", 30}, {"no", 50}, {"unsure", 20}};

static const struct choice places[] = {
    {"", 50}, {"la-county", 15}, {"elsewhere", 30}, {"unknown", 5}};

static const struct choice followed[] = {{"", 60}, {"yes", 35}, {"no", 5}};

static const struct choice finished[] = {
    {"answered", 78}, {"closed", 18}, {"withdrawn", 4}};

static const struct choice ethics[] = {
    {"", 70}, {"none", 27}, {"cleared", 2}, {"review", 1}};

static const struct choice overuse[] = {
    {"", 70}, {"none", 25}, {"review", 3}, {"cleared", 1}, {"redirect", 1}};

static const char *const topics[] = {"immigration", "t-visa", "t-adjustment",
    "trafficking-analysis", "law-enforcement-reporting", "victims-rights",
    "criminal-record-relief", "victim-compensation", "benefits", "ethics",
    "civil", "trauma-informed-lawyering", "program-support", "referrals"};

static const char *const courses[] = {"human-trafficking-defined",
    "t-visas-part-1", "t-visas-part-2", "trauma-informed-interviewing",
    "vacatur-basics"};

static const char *const wishes[] = {"extensive-research",
    "final-determination", "final-review", "mentor", "representation",
    "client-referral"};

static const char *const sentences[] = {
    "Client entered on a visitor visa, was promised hotel work, and on arrival "
    "her passport was taken.",
    "The recruiter told her, \"You owe us six thousand dollars before you may "
    "leave.\"",
    "He worked twelve hours a day, six days a week, on a dairy farm.",
    "Wages were withheld for debts that nobody ever wrote down.",
    "She left in 2023 with the help of a neighbor, who drove her to a shelter.",
    "We reported to local police, to the state hotline, and later to the FBI.",
    "The officer has not answered our last two letters.",
    "The RFE asks for evidence of physical presence \"on account of\" the "
    "trafficking, and of cooperation.",
    "A prior attorney filed the application without a personal statement.",
    "There is a 2021 conviction from the time of the trafficking; vacatur is "
    "pending.",
    "He is 17, lives with an aunt, and has never spoken with an officer.",
    "Her declaration describes threats to her family, but no dates.",
    "The denial says that the force, fraud, or coercion was \"not "
    "established\".",
    "Our client is afraid to testify, and her therapist advises against it.",
    "Two co-workers would sign statements; both have left the country.",
    "The household paid him nothing at all for fourteen months.",
    "We have pay slips, text messages, photographs, and a calendar she kept.",
    "An interpreter is needed: she speaks Mam, and some Spanish.",
    "The employer kept saying that immigration \"would come at night\".",
    "Public benefits were stopped after the last recertification."};

static const char *const questions[] = {
    "How would you argue physical presence, given the two years since?",
    "Which evidence have other offices used for \"psychological coercion\"?",
    "Does a report to the Department of Labor count, or only the police?",
    "May we file without a law enforcement declaration, and how?",
    "What should the cover letter say about the prior filing?",
    "Are derivatives, her two children abroad, affected by the RFE?",
    "Is this trafficking, or wage theft alone?",
    "Which benefits can he receive while the application is pending?"};

static const char *const staff[] = {
    "Imani Castillo", "Grace Dang", "Oscar Bennett", "Rosa Haddad"};

/* One draw a statement: C leaves the order of arguments open. */
static uint64_t state;

/* Steele, Lea and Flood: Fast splittable pseudorandom number generators. */
static uint64_t
next_random(void)
{
	uint64_t z;

	z = (state += 0x9e3779b97f4a7c15U);
	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
	return z ^ (z >> 31);
}

static unsigned
below(size_t n)
{
	return (unsigned)(next_random() % n);
}

static int
chance(unsigned percent)
{
	return below(100) < percent;
}

static const char *
pick(const struct choice *choices)
{
	unsigned left = below(100);

	while (left >= choices->weight)
		left -= choices++->weight;
	return choices->value;
}

/* A field and the comma before it, quoted only where RFC 4180 needs that. */
static void
put(const char *value)
{
	putchar(',');
	if (strpbrk(value, "\",\n") == NULL) {
		fputs(value, stdout);
		return;
	}
	putchar('"');
	for (; *value != '\0'; value++) {
		if (*value == '"')
			putchar('"');
		putchar(*value);
	}
	putchar('"');
}

static int
is_any(const char *value, const char *const *list)
{
	for (; *list != NULL; list++)
		if (strcmp(value, *list) == 0)
			return 1;
	return 0;
}

/* Howard Hinnant's civil_from_days, for days after 1970 only. */
static void
civil(long days, int *year, int *month, int *day)
{
	long z = days + 719468, era = z / 146097, doe = z % 146097;
	long yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	long doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	long mp = (5 * doy + 2) / 153;

	*day = (int)(doy - (153 * mp + 2) / 5 + 1);
	*month = (int)(mp < 10 ? mp + 3 : mp - 9);
	*year = (int)(yoe + era * 400 + (*month <= 2));
}

static void
date_text(long days, char text[32])
{
	int year, month, day;

	civil(days, &year, &month, &day);
	snprintf(text, 32, "%04d-%02d-%02d", year, month, day);
}

/* Daylight time in the United States, but for the hours of the change. */
static int
is_summer(long days)
{
	int year, month, day, sunday;

	civil(days, &year, &month, &day);
	sunday = day - (int)((days + 4) % 7); /* the last one up to this day */
	if (month == 3)
		return sunday >= 8;
	if (month == 11)
		return sunday < 1;
	return month > 3 && month < 11;
}

static void
put_received(long days)
{
	unsigned second = 6 * 3600 + below(17 * 3600);
	char text[32];
	size_t n;

	date_text(days, text);
	n = strlen(text);
	if (chance(60))
		snprintf(text + n, sizeof text - n, "T%02u:%02u:%02u-0%d:00",
		    second / 3600, second / 60 % 60, second % 60,
		    is_summer(days) ? 7 : 8);
	put(text);
}

static void
draw_person(struct person *p)
{
	unsigned f = below(COUNT(first_names)), l = below(COUNT(last_names));
	unsigned number;

	p->first = first_names[f][0];
	p->last = last_names[l][0];
	snprintf(p->email, sizeof p->email, "%s.%s%u@example.org",
	    first_names[f][1], last_names[l][1], below(1000));
	number = below(70000);
	snprintf(p->phone, sizeof p->phone, "%u-555-01%02u", 200 + number / 100,
	    number % 100);
}

static void
put_person(const struct person *p)
{
	char name[64];

	snprintf(name, sizeof name, "%s %s", p->first, p->last);
	put(name);
	put(p->email);
	put(chance(60) ? p->phone : "");
}

/* Some of a list in the list's order: each with this chance, at least one. */
static void
put_some(const char *const *list, size_t n, unsigned percent)
{
	char text[512] = "";
	size_t i;

	for (i = 0; i < n; i++)
		if (chance(percent))
			strcat(strcat(text, *text ? ";" : ""), list[i]);
	put(*text ? text : list[below(n)]);
}

static void
draw(struct request *r)
{
	long age;

	memset(r, 0, sizeof *r);
	r->received = LAST_DAY - (long)below(DAYS);
	draw_person(&r->person);
	r->role = pick(roles);
	r->assistance = pick(kinds_of_help);
	r->document = "";
	if (strcmp(r->assistance, "document-review") == 0)
		r->document = pick(documents);
	r->emp =
	    strcmp(r->document, "other-document-review") == 0 && chance(80);
	r->deadline_kind = pick(deadline_kinds);
	age = LAST_DAY - r->received;
	if (age > 40 || (age > 10 && chance(40)))
		r->status = pick(finished);
	else
		r->status = age > 2 && chance(10) ? "on-hold" : "new";
}

static void
put_supervisor(const struct request *r)
{
	static const char *const supervised[] = {"paralegal", "legal-assistant",
	    "legal-intern", "law-graduate", "law-student", NULL};
	struct person p;

	if (!is_any(r->role, supervised) || chance(6)) {
		fputs(",,,,", stdout);
		return;
	}
	draw_person(&p);
	put_person(&p);
	put(chance(80) ? "attorney" : "doj-accredited-representative");
}

static void
put_requester(const struct request *r)
{
	put_received(r->received);
	put_person(&r->person);
	put(organizations[below(COUNT(organizations))]);
	put(states[below(COUNT(states))]);
	put(r->role);
	if (strcmp(r->role, "survivor") == 0)
		put("yes");
	else
		put(chance(50) ? "no" : "");
	put(pick(grantee));
	put_supervisor(r);
}

/* Some 360 bytes of paragraphs that end with a question. */
static void
put_facts(void)
{
	static const char *const gaps[] = {" ", " ", " ", "\n", "\n\n"};
	size_t used = 0, n, size = 170 + below(200);
	unsigned which = below(COUNT(sentences));
	char text[1024] = "";

	/* Steps of 7 visit all 20 sentences before one comes again. */
	for (; used < size; used += n, which += 7)
		n = (size_t)snprintf(text + used, sizeof text - used, "%s%s",
		    sentences[which % COUNT(sentences)],
		    gaps[below(COUNT(gaps))]);
	snprintf(text + used, sizeof text - used, "%s",
	    questions[below(COUNT(questions))]);
	put(text);
}

static void
put_attachments(const struct request *r)
{
	static const char *const t_visa[] = {
	    "t-visa-rfe", "t-visa-denial", "t-visa-appeal", NULL};

	if (r->emp)
		put("emp-worksheet");
	else if (is_any(r->document, t_visa))
		put(chance(85) ? "uscis-decision;draft-response"
			       : "uscis-decision");
	else if (*r->document != '\0')
		put("other");
	else
		put(chance(5) ? "emp-worksheet" : "");
}

static void
put_question(const struct request *r)
{
	put(r->assistance);
	if (r->emp)
		put("other");
	else
		put_some(topics, COUNT(topics), 7);
	put(r->document);
	if (chance(1))
		put("");
	else
		put_facts();
	put_attachments(r);
}

static void
put_deadline(const struct request *r)
{
	char date[32] = "";

	if (*r->deadline_kind != '\0' && strcmp(r->deadline_kind, "none") != 0)
		date_text(r->received + 2 + (long)below(90), date);
	put(date);
	put(r->deadline_kind);
}

/* Who sends a T visa document has mostly passed what its review needs. */
static void
put_courses(const struct request *r)
{
	if (strncmp(r->document, "t-visa-", 7) == 0 ? chance(75) : chance(8))
		put("human-trafficking-defined;t-visas-part-1");
	else
		put(chance(20) ? courses[below(COUNT(courses))] : "");
	if (chance(20))
		put_some(courses, COUNT(courses), 30);
	else
		put("");
}

static void
put_wishes(const struct request *r)
{
	put_deadline(r);
	put_courses(r);
	put(chance(10) ? "yes" : chance(50) ? "no" : "");
	put(chance(8) ? wishes[below(COUNT(wishes))] : "");
	put(pick(places));
	put(chance(80) ? "yes" : "no");
	put(pick(followed));
}

/* An open span for what is on hold now, and a closed one here and there. */
static void
put_holds(const struct request *r, int done)
{
	char from[32] = "", to[32] = "", span[80] = "";
	long first = r->received + 1;

	date_text(first, from);
	date_text(first + (long)below(7), to);
	if (strcmp(r->status, "on-hold") == 0)
		snprintf(span, sizeof span, "%s/..", from);
	else if (done && chance(3))
		snprintf(span, sizeof span, "%s/%s", from, to);
	put(span);
}

static void
put_staff_side(const struct request *r)
{
	int done = strcmp(r->status, "answered") == 0 ||
		   strcmp(r->status, "closed") == 0;
	char answered[32] = "";

	if (done)
		date_text(r->received + 8 +
			      (long)below(30) % (LAST_DAY - r->received - 7),
		    answered);
	put(r->status);
	put_holds(r, done);
	put(answered);
	put(pick(ethics));
	put(pick(overuse));
	put(chance(40) ? staff[below(COUNT(staff))] : "");
}

/* The number makes the id unique, what is before it makes it look random. */
static void
put_record(unsigned long number)
{
	struct request r;

	draw(&r);
	printf("ta-%012llx%08lx", (unsigned long long)(next_random() >> 16),
	    number & 0xffffffffUL);
	put_requester(&r);
	put_question(&r);
	put_wishes(&r);
	put_staff_side(&r);
	putchar('\n');
}

static unsigned long
number_of(const char *text)
{
	unsigned long n;
	char *end;

	n = strtoul(text, &end, 10);
	if (*text < '0' || *text > '9' || *end != '\0')
		errx(2, "%s is not a number", text);
	return n;
}

int
main(int argc, char *argv[])
{
	unsigned long i, n;

	if (argc < 2 || argc > 3)
		errx(2, "usage: generate N [SEED]");
	n = number_of(argv[1]);
	state = argc > 2 ? number_of(argv[2]) : 1;
	puts(header);
	for (i = 1; i <= n; i++)
		put_record(i);
	if (fflush(stdout) != 0 || ferror(stdout))
		err(2, "standard output");
	return 0;
}
