#include <stdlib.h>

#include "base/slug.h"
#include "policy/holiday.h"

#define AFTER "the-day-after-"

static const char *const ways[] = {"nearest-weekday"};

static const struct ta_shape on_shape = {
    .says = "A day such as january 1, 3rd monday of january, last monday of "
	    "may, or the day after thanksgiving-day.",
    .pattern = "^" TA_DAY_OF_YEAR "|^[^A-Za-z0-9]*[Tt][Hh][Ee][^A-Za-z0-9]+"
	       "[Dd][Aa][Yy][^A-Za-z0-9]+[Aa][Ff][Tt][Ee][Rr][^A-Za-z0-9]",
    .wordy = true};
static const struct ta_shape observed_shape = {
    .kind = "a way to observe", .words = TA_WORDS(ways)};
static const struct ta_shape year_shape = {
    .says = "A year.", .least = 1, .most = 9999};

static const struct ta_key keys[] = {
    {"name", &ta_shape_text, true, "The name of the holiday."},
    {"on", &on_shape, true, "Its day of the year."},
    {"observed", &observed_shape, false,
	"nearest-weekday: one on a Saturday is moved to Friday, one on a "
	"Sunday to Monday."},
    {"since", &year_shape, false, "The first year of the holiday."}};

const struct ta_shape ta_holiday_shape = {.want = TA_WANT_MAP, TA_KEYS(keys)};

/* An entry of the table of slugs. */
struct entry {
	uint64_t id;
	size_t latest; /* the holiday that has this name now */
};

/* Reads the rule of the holiday above that has a slug. */
static int
read_after(const struct ta_holidays *holidays, struct ta_slice slug,
    const struct ta_node *on, struct ta_holiday *holiday,
    struct ta_error *error)
{
	const struct entry *entry = holidays->slugs == NULL
					? NULL
					: ta_table_find(holidays->slugs, slug);
	const struct ta_holiday *before;

	if (entry == NULL)
		return ta_names_index(slug, &on->at,
		    "a holiday defined above this one",
		    TA_NAMES(holidays->items, holidays->count,
			struct ta_holiday, slug),
		    error);
	before = &holidays->items[entry->latest];
	holiday->on = before->on;
	holiday->later = before->later + 1;
	holiday->since = before->since;
	return 0;
}

static int
read_on(const struct ta_holidays *holidays, const struct ta_node *on,
    struct ta_holiday *holiday, struct ta_error *error)
{
	struct ta_text text = {0};
	struct ta_slice slug;
	int status;

	ta_slug_add(&text, on->text);
	slug = ta_text_slice(&text, 0);
	if (ta_slice_begins(slug, ta_slice_of(AFTER))) {
		ta_slice_pass(&slug, strlen(AFTER));
		status = read_after(holidays, slug, on, holiday, error);
	} else
		status = ta_day_rule_read(on, &holiday->on, error);
	ta_text_free(&text);
	if (status == 0 && (holiday->on.month == 0 ||
			       (holiday->on.mday == 0 && holiday->on.nth == 0)))
		return ta_node_refuse(on, error,
		    "a holiday is one day of the year, such as 'july 4'");
	return status;
}

static int
read_holiday(const struct ta_holidays *holidays, const struct ta_node *node,
    struct ta_holiday *holiday, struct ta_error *error)
{
	const struct ta_node *observed, *since;
	const char *problem = NULL;
	int first = 0;

	observed = ta_node_get(node, "observed");
	since = ta_node_get(node, "since");
	holiday->name = ta_node_text(node, "name").data;
	holiday->nearest_weekday = observed != NULL;
	if (read_on(holidays, ta_node_get(node, "on"), holiday, error) == -1 ||
	    (observed != NULL &&
		ta_shape_word(observed, &observed_shape, error) == -1))
		return -1;
	if (since != NULL)
		first = (int)strtonum(since->text.data, 1, 9999, &problem);
	if (first > holiday->since)
		holiday->since = first;
	return problem == NULL
		   ? 0
		   : ta_node_refuse(since, error, "expected a year");
}

int
ta_holidays_add(struct ta_holidays *holidays, const struct ta_node *node,
    struct ta_arena *arena, struct ta_error *error)
{
	struct ta_holiday holiday = {0};
	struct ta_text slug = {0};
	struct entry *entry;
	bool made;

	if (read_holiday(holidays, node, &holiday, error) == -1)
		return -1;
	if (holidays->slugs == NULL)
		holidays->slugs = ta_table_new(sizeof(*entry));
	ta_slug_add(&slug, ta_slice_of(holiday.name));
	entry = ta_table_add(holidays->slugs, ta_text_slice(&slug, 0), &made);
	entry->latest = holidays->count;
	holiday.slug = ta_arena_copy(arena, slug.data, slug.len);
	ta_text_free(&slug);
	ta_grow((void **)&holidays->items, &holidays->room, holidays->count,
	    sizeof(*holidays->items));
	holidays->items[holidays->count++] = holiday;
	return 0;
}

void
ta_holidays_free(struct ta_holidays *holidays)
{
	ta_table_free(holidays->slugs);
	free(holidays->items);
	*holidays = (struct ta_holidays){0};
}

ta_day
ta_holiday_in(const struct ta_holiday *holiday, int year)
{
	ta_day day = ta_day_rule_in(&holiday->on, year);

	return day == TA_NO_DAY ? TA_NO_DAY : day + holiday->later;
}
