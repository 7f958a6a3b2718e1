#include "reply/letter.h"
#include "reply/wrap.h"

/* A letter, or a header, while it is filled in. */
struct filling {
	const struct ta_brief *brief;
	struct ta_text *text;
	bool one_line; /* a header: line ends and controls become blanks */
};

/* Whether a character ends a line. */
static bool
ends_line(uint32_t point)
{
	return point == '\n' || point == '\r' || point == 0x85 ||
	       point == 0x2028 || point == 0x2029;
}

/*
 * Adds words of the record or the policy, trimmed. In a letter line ends are
 * kept and other control characters are not.
 */
static void
add_clean(const struct filling *filling, struct ta_slice words)
{
	struct ta_text *text = filling->text;

	words = ta_slice_trim(words);
	while (words.len > 0) {
		size_t n;
		uint32_t point = ta_char_first(words, &n);
		bool end = ends_line(point);

		n += n == 0;
		if (point == '\r' && words.len > 1 && words.data[1] == '\n')
			n = 2;
		if (end && !filling->one_line)
			ta_text_add_char(text, '\n');
		else if (point >= ' ' && (point < 0x7f || point > 0x9f) && !end)
			ta_text_add(text, words.data, n);
		else if (end || point == '\t' || filling->one_line)
			ta_text_add_char(text, ' ');
		ta_slice_pass(&words, n);
	}
}

static void
add_string(const struct filling *filling, const char *words)
{
	add_clean(filling, ta_slice_of(words));
}

void
ta_letter_day(struct ta_text *text, ta_day day)
{
	static const char *const months[] = {"January", "February", "March",
	    "April", "May", "June", "July", "August", "September", "October",
	    "November", "December"};
	const char *name = ta_weekday_name(ta_day_weekday(day));
	int year, month, mday;

	ta_day_civil(day, &year, &month, &mday);
	ta_text_printf(text, "%c%s, %s %d, %d", name[0] - 'a' + 'A', name + 1,
	    months[month - 1], mday, year);
}

static void
add_day(const struct filling *filling, ta_day day)
{
	if (day != TA_NO_DAY)
		ta_letter_day(filling->text, day);
}

/* The items of a list, with commas. */
static void
add_items(const struct filling *filling, struct ta_slice list)
{
	size_t start = filling->text->len;

	while (list.data != NULL) {
		if (filling->text->len > start)
			ta_text_add_string(filling->text, ", ");
		add_clean(filling, ta_slice_next(&list, ';'));
	}
}

/* A field: a date in words, the items of a list with commas. */
static void
add_field(const struct filling *filling, int field)
{
	struct ta_evaluation *evaluation = filling->brief->evaluation;
	const struct ta_field *is = &evaluation->vocabulary->fields[field];
	const struct ta_value *value = ta_evaluation_value(evaluation, field);
	struct ta_slice rest = ta_evaluation_text(evaluation, field);

	if (value->state == TA_BLANK)
		return;
	if (is->type == TA_TYPE_DATE && value->state == TA_VALID) {
		add_day(filling, value->day);
		return;
	}
	if (is->type == TA_TYPE_LIST)
		add_items(filling, rest);
	else
		add_clean(filling, rest);
}

/* What is asked for, numbered, or what is told besides, in the policy's order.
 */
static void
add_findings(const struct filling *filling, bool asks)
{
	const struct ta_evaluation *evaluation = filling->brief->evaluation;
	int number = 0;

	for (size_t i = 0; i < evaluation->n_found; i++) {
		const struct ta_finding *finding =
		    &filling->brief->policy->findings[evaluation->found[i]];

		if (finding->staff || finding->says == NULL ||
		    (finding->severity >= TA_HOLD) != asks)
			continue;
		if (number++ > 0)
			ta_text_add_string(filling->text, asks ? "\n" : "\n\n");
		if (asks)
			ta_text_printf(filling->text, "%d. ", number);
		add_string(filling, finding->says);
	}
}

/* Adds one way to where a referral leads, on a line of its own. */
static void
add_way(const struct filling *filling, const char *way, size_t start)
{
	if (way == NULL)
		return;
	ta_text_add_string(
	    filling->text, filling->text->len == start ? "- " : "\n  ");
	add_string(filling, way);
}

static void
add_referrals(const struct filling *filling)
{
	const struct ta_brief *brief = filling->brief;

	for (size_t i = 0; i < brief->n_referrals; i++) {
		const struct ta_referral *referral =
		    &brief->policy->referrals[brief->referrals[i]];
		size_t start;

		if (i > 0)
			ta_text_add_char(filling->text, '\n');
		start = filling->text->len;
		add_way(filling, referral->says, start);
		add_way(filling, referral->phone, start);
		add_way(filling, referral->url, start);
	}
}

/* The call of ta_call, of the first referral in the letter that has it. */
static void
add_call(const struct filling *filling)
{
	const struct ta_brief *brief = filling->brief;

	for (size_t i = 0; i < brief->n_referrals && brief->call != TA_NO_DAY;
	     i++) {
		const struct ta_referral *referral =
		    &brief->policy->referrals[brief->referrals[i]];
		const struct ta_call *call =
		    ta_call_on(referral->calls, referral->n_calls, brief->call);

		if (call == NULL)
			continue;
		if (call->named) {
			add_string(filling, call->name);
			ta_text_add_string(filling->text, ", ");
		}
		add_day(filling, brief->call);
		return;
	}
}

/* Whether an insertion has lines of its own. */
static bool
has_lines(enum ta_insertion kind)
{
	return kind == TA_INSERT_ASKS || kind == TA_INSERT_NOTES ||
	       kind == TA_INSERT_REFERRALS;
}

/* Adds one of those, below what stands before it on its line. */
static void
add_lines(const struct filling *filling, enum ta_insertion kind)
{
	struct ta_text *text = filling->text;
	bool below = text->len > 0 && text->data[text->len - 1] != '\n';
	size_t end = text->len, start;

	while (below && text->len > 0 && text->data[text->len - 1] == ' ')
		text->len--;
	if (below)
		ta_text_add_char(text, '\n');
	start = text->len;
	if (kind == TA_INSERT_REFERRALS)
		add_referrals(filling);
	else
		add_findings(filling, kind == TA_INSERT_ASKS);
	if (text->len == start)
		text->len = end;
}

/* Adds words; behind lines they begin a paragraph. */
static void
add_words(const struct filling *filling, struct ta_slice words, bool behind)
{
	if (behind)
		words = ta_slice_trim(words);
	if (behind && words.len > 0)
		ta_text_add_string(filling->text, "\n\n");
	ta_text_add_slice(filling->text, words);
}

static void
add_piece(const struct filling *filling, const struct ta_piece *piece)
{
	const struct ta_brief *brief = filling->brief;

	switch (piece->kind) {
	case TA_INSERT_REASON:
		if (brief->route->when.says != NULL)
			add_string(filling, brief->route->when.says);
		break;
	case TA_INSERT_TARGET:
		add_day(filling, brief->target);
		break;
	case TA_INSERT_DUE:
		add_day(filling, brief->due);
		break;
	case TA_INSERT_CALL:
		add_call(filling);
		break;
	case TA_INSERT_COPIES:
		add_items(filling, brief->cc);
		break;
	case TA_INSERT_FIELD:
		add_field(filling, piece->field);
		break;
	default:
		add_lines(filling, piece->kind);
		break;
	}
}

/* How many insertions of a line are blank, and how many there are. */
struct filled {
	size_t insertions;
	size_t blank;
};

static struct filled
add_line(const struct filling *filling, const struct ta_template_line *line)
{
	struct filled filled = {0, 0};

	for (size_t i = 0; i < line->count; i++) {
		const struct ta_piece *piece = &line->pieces[i];
		size_t start = filling->text->len;

		if (piece->kind == TA_INSERT_WORDS) {
			add_words(filling, piece->words,
			    i > 0 && has_lines(piece[-1].kind) &&
				filled.blank < filled.insertions);
			continue;
		}
		add_piece(filling, piece);
		filled.insertions++;
		filled.blank += filling->text->len == start;
	}
	return filled;
}

/* Adds a line, unless all its insertions are blank; whether it was added. */
static bool
add_unless_blank(
    const struct filling *filling, const struct ta_template_line *line)
{
	size_t start = filling->text->len;
	struct filled filled = add_line(filling, line);

	if (filled.insertions == 0 || filled.blank < filled.insertions)
		return true;
	filling->text->len = start;
	return false;
}

/* The first greeting without a blank. */
static void
add_greeting(const struct filling *filling)
{
	const struct ta_replies *replies = &filling->brief->policy->replies;
	size_t start = filling->text->len;

	for (size_t i = 0; i < replies->n_greetings; i++) {
		if (add_line(filling, &replies->greetings[i].lines[0]).blank ==
		    0) {
			ta_text_add_string(filling->text, "\n\n");
			return;
		}
		filling->text->len = start;
	}
}

/* Adds the lines of a template, each a paragraph or each a line. */
static void
add_template(const struct filling *filling, const struct ta_template *template,
    bool paragraphs)
{
	for (size_t i = 0; i < template->count; i++) {
		const struct ta_template_line *line = &template->lines[i];

		if (line->count == 0 && paragraphs)
			continue;
		if (add_unless_blank(filling, line))
			ta_text_add_string(
			    filling->text, paragraphs ? "\n\n" : "\n");
	}
}

void
ta_letter_subject(const struct ta_brief *brief, struct ta_text *text)
{
	const struct filling filling = {brief, text, true};
	const struct ta_template *subject = &brief->policy->replies.subject;

	if (subject->count > 0)
		add_unless_blank(&filling, &subject->lines[0]);
}

void
ta_letter_body(const struct ta_brief *brief, const struct ta_template *template,
    struct ta_text *scratch, struct ta_text *text)
{
	const struct filling filling = {brief, scratch, false};

	ta_text_clear(scratch);
	add_greeting(&filling);
	add_template(&filling, template, true);
	add_template(&filling, &brief->policy->replies.closing, false);
	while (scratch->len > 0 && scratch->data[scratch->len - 1] == '\n')
		scratch->len--;
	ta_wrap_add(text, ta_text_slice(scratch, 0));
}
