#include <stdlib.h>

#include "trial/doubt.h"

/*
 * Numbers that a sentence repeats, while the policy has them at a place of
 * their own: telephone numbers of referrals, and the time for an answer.
 */

/* Digits of a telephone number: of one in a town, of others, of a foreign one.
 */
#define PHONE_LOCAL 7
#define PHONE_WHOLE 10
#define PHONE_LONG 11
#define PHONE_MOST (3 + 12) /* the code of a country, and the number */

/* Characters of one in a town: three digits, a sign and four digits. */
#define LOCAL_LEN 8
#define LOCAL_SIGN 3

/* Signs between two of its digits. */
#define SIGNS_MOST 2

/* Characters of a date such as 2026-11-24. */
#define DATE_LEN 10

struct phone {
	struct ta_slice text; /* as it is written */
	char digits[PHONE_MOST];
	size_t n;
};

/* What the sentences may name. */
struct numbers {
	struct ta_doubts *doubts;
	struct phone *phones; /* of referrals */
	size_t n_phones;
	size_t phone_room;
	int *days; /* business days, of the target and of each `within` */
	size_t n_days;
	size_t day_room;
};

/* Whether a place in the text is inside a word, an address or another number.
 */
static bool
is_inside(struct ta_slice text, size_t at)
{
	char before = at == 0 ? ' ' : text.data[at - 1];

	return ta_is_latin(before) || ta_is_digit(before) ||
	       strchr("/_-=+.", before) != NULL;
}

/* Whether the digits are as many as a telephone number has. */
static bool
is_phone(const struct phone *phone)
{
	struct ta_slice text = phone->text;

	if (text.data[0] == '+')
		return phone->n >= PHONE_LOCAL && phone->n <= PHONE_MOST;
	if (phone->n == PHONE_LOCAL)
		return text.len == LOCAL_LEN &&
		       !ta_is_digit(text.data[LOCAL_SIGN]);
	return phone->n == PHONE_WHOLE || phone->n == PHONE_LONG;
}

/*
 * Reads what may be a telephone number at the front of a text: digits, with few
 * signs between them. Whether it is one.
 */
static bool
read_phone(struct ta_slice text, struct phone *phone)
{
	size_t end = 0, n = 0;

	for (size_t i = 0;
	     i < text.len && i <= end + SIGNS_MOST && n <= PHONE_MOST; i++) {
		char c = text.data[i];

		if (ta_is_digit(c)) {
			if (n < PHONE_MOST)
				phone->digits[n] = c;
			n++;
			end = i + 1;
		} else if (strchr("+-.() ", c) == NULL)
			break;
	}
	phone->n = n;
	phone->text = (struct ta_slice){text.data, end};
	return end > 0 && (end == text.len || !ta_is_latin(text.data[end])) &&
	       is_phone(phone);
}

/*
 * Finds the next telephone number of a text, from *at on, which is then behind
 * it. False after the last.
 */
static bool
next_phone(struct ta_slice text, size_t *at, struct phone *phone)
{
	for (; *at < text.len; ++*at) {
		struct ta_slice rest = {text.data + *at, text.len - *at};
		struct ta_slice start = {rest.data, DATE_LEN};
		ta_day day;

		if (is_inside(text, *at) ||
		    (!ta_is_digit(rest.data[0]) && rest.data[0] != '+' &&
			rest.data[0] != '('))
			continue;
		if (rest.len >= DATE_LEN && ta_day_parse(start, &day))
			*at += DATE_LEN;
		else if (read_phone(rest, phone)) {
			*at += phone->text.len;
			return true;
		}
	}
	return false;
}

/* The digits without a 1 before a whole number. */
static struct ta_slice
digits_of(const struct phone *phone)
{
	bool long_distance = phone->n == PHONE_LONG && phone->digits[0] == '1';

	return (struct ta_slice){
	    phone->digits + long_distance, phone->n - long_distance};
}

/* Whether two numbers are one; that in a town is the end of the whole one. */
static bool
is_same(const struct phone *phone, const struct phone *other)
{
	struct ta_slice said = digits_of(phone), known = digits_of(other);

	if (said.len == PHONE_LOCAL && known.len > said.len)
		ta_slice_pass(&known, known.len - said.len);
	return ta_slice_equal(said, known);
}

static void
doubt_phones(struct numbers *numbers, const struct ta_node *says)
{
	struct ta_doubt_walk walk = ta_doubt_walk(numbers->doubts, says);
	struct phone phone;
	size_t at = 0;

	while (next_phone(says->text, &at, &phone)) {
		struct ta_place place;
		size_t i = 0;

		while (i < numbers->n_phones &&
		       !is_same(&phone, &numbers->phones[i]))
			i++;
		if (i < numbers->n_phones)
			continue;
		place = ta_doubt_walk_to(
		    &walk, (size_t)(phone.text.data - says->text.data));
		ta_doubt_add(numbers->doubts, &place,
		    "the sentence names a telephone number that no referral "
		    "has: %.*s",
		    (int)phone.text.len, phone.text.data);
	}
}

/* Passes over blanks or signs between words. */
static void
pass_gap(struct ta_slice *text)
{
	while (text->len > 0 && strchr(" \t\n-", text->data[0]) != NULL)
		ta_slice_pass(text, 1);
}

/*
 * The number in "N business days" at the front of a text, or -1 where it is
 * something else.
 */
static int
read_days(struct ta_slice text)
{
	static const char *const words[] = {"business", "day"};
	int days = 0;

	while (text.len > 0 && ta_is_digit(text.data[0]) && days < 10000) {
		days = days * 10 + (text.data[0] - '0');
		ta_slice_pass(&text, 1);
	}
	for (size_t i = 0; i < TA_COUNT(words); i++) {
		struct ta_slice rest = text, word;

		pass_gap(&rest);
		word = (struct ta_slice){rest.data, strlen(words[i])};
		if (rest.len == text.len || rest.len < word.len ||
		    !ta_slice_equal_nocase(word, ta_slice_of(words[i])))
			return -1;
		ta_slice_pass(&rest, word.len);
		text = rest;
	}
	if (text.len > 0 && ta_lower(text.data[0]) == 's')
		ta_slice_pass(&text, 1);
	return text.len > 0 && ta_is_latin(text.data[0]) ? -1 : days;
}

static void
doubt_days(struct numbers *numbers, const struct ta_node *says)
{
	struct ta_doubt_walk walk = ta_doubt_walk(numbers->doubts, says);
	struct ta_slice text = says->text;

	for (size_t at = 0; at < text.len; at++) {
		struct ta_slice rest = text;
		struct ta_place place;
		size_t i = 0;
		int days;

		ta_slice_pass(&rest, at);
		if (!ta_is_digit(rest.data[0]) || is_inside(text, at))
			continue;
		days = read_days(rest);
		while (i < numbers->n_days && numbers->days[i] != days)
			i++;
		if (days == -1 || i < numbers->n_days)
			continue;
		place = ta_doubt_walk_to(&walk, at);
		ta_doubt_add(numbers->doubts, &place,
		    "the sentence names %d business days, which is neither the "
		    "target nor any 'within' of the policy",
		    days);
	}
}

/* Notes the telephone number of a referral. */
static void
note_phone(struct numbers *numbers, const struct ta_node *node)
{
	struct phone phone;
	size_t at = 0;

	while (strcmp(node->key.data, "phone") == 0 &&
	       next_phone(node->text, &at, &phone)) {
		ta_grow((void **)&numbers->phones, &numbers->phone_room,
		    numbers->n_phones, sizeof(phone));
		numbers->phones[numbers->n_phones++] = phone;
	}
}

/* Notes the time of a target, rule or condition. */
static void
note_days(struct numbers *numbers, const struct ta_node *node)
{
	int days = strcmp(node->key.data, "target") == 0 ||
			   strcmp(node->key.data, "within") == 0
		       ? read_days(node->text)
		       : -1;

	if (days == -1)
		return;
	ta_grow((void **)&numbers->days, &numbers->day_room, numbers->n_days,
	    sizeof(days));
	numbers->days[numbers->n_days++] = days;
}

/* Gives each text below a node that has a key to a function. */
static void
each_text(struct numbers *numbers, const struct ta_node *node,
    void (*take)(struct numbers *numbers, const struct ta_node *node))
{
	const struct ta_node *child;

	if (node == NULL)
		return;
	for (child = node->children; child != NULL; child = child->next)
		if (child->kind != TA_NODE_TEXT)
			each_text(numbers, child, take);
		else if (child->key.data != NULL)
			take(numbers, child);
}

static void
doubt_text(struct numbers *numbers, const struct ta_node *node)
{
	if (strcmp(node->key.data, "says") != 0)
		return;
	doubt_phones(numbers, node);
	doubt_days(numbers, node);
}

void
ta_doubt_numbers(struct ta_doubts *doubts)
{
	struct numbers numbers = {.doubts = doubts};
	const struct ta_node *root = doubts->root;

	each_text(&numbers, ta_node_get(root, "referrals"), note_phone);
	each_text(&numbers, root, note_days);
	each_text(&numbers, root, doubt_text);
	free(numbers.phones);
	free(numbers.days);
}
