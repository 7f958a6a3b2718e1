#include <stdlib.h>

#include "decide/remedy.h"

/*
 * One more answer: a value of a list, or another text of a field. A blank one
 * says that a right answer would help, where the given one is no value of the
 * field.
 */
struct change {
	int field;
	struct ta_slice value;
};

struct ta_remedy {
	const struct ta_policy *policy;
	struct ta_report *report;
	struct ta_evaluation *evaluation; /* of `record` */
	struct ta_record record;	  /* the record with changes */
	struct ta_text lists[2];	  /* lists that a change makes longer */
	struct ta_text today;
	struct change *changes; /* all that can be tried */
	size_t count;
	size_t room;

	/* the line so far: changes that differ in a value only share it */
	struct ta_text line;
	const struct change *first;
	const struct change *second; /* or NULL */
	const struct ta_route *route;
};

struct ta_remedy *
ta_remedy_new(const struct ta_context *context, struct ta_report *report)
{
	const struct ta_policy *policy = context->policy;
	struct ta_remedy *remedy = ta_alloc(1, sizeof(*remedy));

	remedy->policy = policy;
	remedy->report = report;
	remedy->evaluation = ta_context_evaluation(context, &policy->form);
	ta_day_print(&remedy->today, context->today);
	return remedy;
}

void
ta_remedy_free(struct ta_remedy *remedy)
{
	if (remedy == NULL)
		return;
	ta_evaluation_free(remedy->evaluation);
	ta_record_free(&remedy->record);
	ta_text_free(&remedy->lists[0]);
	ta_text_free(&remedy->lists[1]);
	ta_text_free(&remedy->today);
	ta_text_free(&remedy->line);
	free(remedy->changes);
	free(remedy);
}

static void
add_change(struct ta_remedy *remedy, int field, struct ta_slice value)
{
	ta_grow((void **)&remedy->changes, &remedy->room, remedy->count,
	    sizeof(*remedy->changes));
	remedy->changes[remedy->count++] = (struct change){field, value};
}

/* Whether something is asked about the answer: it is missing, or wrong. */
static bool
is_asked(const struct ta_policy *policy, const struct ta_evaluation *evaluation,
    int field)
{
	for (size_t i = 0; i < evaluation->n_found; i++) {
		const struct ta_finding *finding =
		    &policy->findings[evaluation->found[i]];

		if (finding->field == field && finding->severity >= TA_HOLD)
			return true;
	}
	return false;
}

/* An example of an answer to a field that takes any text of its type. */
static struct ta_slice
sample(const struct ta_remedy *remedy, enum ta_type type)
{
	if (type == TA_TYPE_DATE)
		return ta_text_slice(&remedy->today, 0);
	return ta_slice_of(
	    type == TA_TYPE_EMAIL ? "given@example.org" : "given");
}

/*
 * Collects the answers that the requester may still give. "other" of a list is
 * not tried: it means nothing by itself.
 */
static void
collect_answers(
    struct ta_remedy *remedy, int index, const struct ta_bits *given)
{
	const struct ta_field *field =
	    &remedy->policy->vocabulary.fields[index];
	int other = field->type == TA_TYPE_LIST
			? ta_field_choice(field, ta_slice_of("other"))
			: -1;

	for (int k = 0; k < (int)field->n_choices; k++)
		if (!ta_bits_has(given, (size_t)k) && k != other)
			add_change(remedy, index, field->choices[k].slug);
	if (field->n_choices == 0)
		add_change(remedy, index, sample(remedy, field->type));
}

static void
collect(struct ta_remedy *remedy, struct ta_evaluation *evaluation)
{
	const struct ta_vocabulary *vocabulary = &remedy->policy->vocabulary;

	remedy->count = 0;
	for (int i = 0; i < (int)vocabulary->n_fields; i++) {
		const struct ta_field *field = &vocabulary->fields[i];
		const struct ta_value *value =
		    ta_evaluation_value(evaluation, i);

		if (!is_asked(remedy->policy, evaluation, i))
			continue;
		if (value->state == TA_INVALID &&
		    (field->type == TA_TYPE_LIST || field->supply == NULL))
			add_change(remedy, i, ta_slice_of(""));
		if (field->supply != NULL)
			collect_answers(remedy, i, &value->bits);
	}
}

/* Puts a change into the record. */
static void
apply(
    struct ta_remedy *remedy, const struct change *change, struct ta_text *list)
{
	struct ta_slice *field = &remedy->record.fields[change->field];

	if (change->value.len == 0 ||
	    remedy->policy->vocabulary.fields[change->field].type !=
		TA_TYPE_LIST) {
		*field = change->value;
		return;
	}
	ta_text_clear(list);
	ta_text_add_slice(list, ta_slice_trim(*field));
	ta_text_add_item(list, 0, change->value);
	*field = ta_text_slice(list, 0);
}

/* The route of the request with one or two changes. */
static const struct ta_route *
try(struct ta_remedy *remedy, const struct ta_evaluation *evaluation,
    const struct change *first, const struct change *second)
{
	const struct ta_policy *policy = remedy->policy;

	remedy->record.count = 0;
	ta_record_widen(&remedy->record, policy->form.count);
	for (size_t i = 0; i < policy->form.count; i++)
		remedy->record.fields[i] =
		    ta_evaluation_text(evaluation, (int)i);
	apply(remedy, first, &remedy->lists[0]);
	if (second != NULL)
		apply(remedy, second, &remedy->lists[1]);
	remedy->evaluation->given = evaluation->switches;
	ta_evaluation_set(remedy->evaluation, &remedy->record);
	ta_check(policy, remedy->evaluation);
	return ta_route_decide(policy, remedy->evaluation);
}

/*
 * Whether two changes go together: one question cannot have two answers, but a
 * list may gain two values.
 */
static bool
is_set(const struct ta_remedy *remedy, const struct change *first,
    const struct change *second)
{
	return first->field != second->field ||
	       remedy->policy->vocabulary.fields[first->field].type ==
		   TA_TYPE_LIST;
}

/* "pass t-visas-part-1", "choose role attorney", "give facts", "correct …". */
static void
add_words(struct ta_remedy *remedy, const struct change *change)
{
	const struct ta_field *field =
	    &remedy->policy->vocabulary.fields[change->field];

	if (change->value.len == 0) {
		ta_text_printf(&remedy->line, "correct %s", field->name.data);
		return;
	}
	ta_text_add_string(&remedy->line, field->supply);
	if (field->type != TA_TYPE_LIST)
		ta_text_printf(&remedy->line, " %s", field->name.data);
	if (field->n_choices > 0)
		ta_text_printf(&remedy->line, " %s", change->value.data);
}

static void
tell(struct ta_remedy *remedy, const struct ta_evaluation *evaluation,
    const char *sentence)
{
	struct ta_about about = {.record = evaluation->record};

	ta_report_alert(remedy->report, &about, sentence);
}

/* Says the line so far, if there is one. */
static void
flush(struct ta_remedy *remedy, const struct ta_evaluation *evaluation)
{
	const struct ta_route *route = remedy->route;

	if (route == NULL)
		return;
	if (remedy->second != NULL) {
		ta_text_add_string(&remedy->line, " and ");
		add_words(remedy, remedy->second);
	}
	ta_text_printf(&remedy->line, " → %s, %s",
	    ta_outcome_names[route->outcome],
	    remedy->policy->queues[route->queue]);
	tell(remedy, evaluation, ta_text_string(&remedy->line));
	remedy->route = NULL;
}

/* Adds a set that helps to the line, or begins the next line. */
static void
add_set(struct ta_remedy *remedy, const struct ta_evaluation *evaluation,
    const struct change *first, const struct change *second,
    const struct ta_route *route)
{
	if (remedy->route == route && remedy->second == second &&
	    remedy->first->field == first->field &&
	    remedy->first->value.len > 0) {
		ta_text_printf(&remedy->line, " or %s", first->value.data);
		return;
	}
	flush(remedy, evaluation);
	ta_text_clear(&remedy->line);
	ta_text_add_string(&remedy->line, "what would change it: ");
	remedy->first = first;
	remedy->second = second;
	remedy->route = route;
	add_words(remedy, first);
}

/*
 * Tries every set with this second change, or single changes where it is NULL.
 * Whether one helps: the request is accepted.
 */
static bool
try_with(struct ta_remedy *remedy, const struct ta_evaluation *evaluation,
    const struct change *second)
{
	const struct change *end =
	    second != NULL ? second : remedy->changes + remedy->count;
	bool works = false;

	for (struct change *first = remedy->changes; first < end; first++) {
		const struct ta_route *route;

		if (second != NULL && !is_set(remedy, first, second))
			continue;
		route = try(remedy, evaluation, first, second);
		if (route->outcome != TA_OUTCOME_ACCEPT)
			continue;
		add_set(remedy, evaluation, first, second, route);
		works = true;
	}
	flush(remedy, evaluation);
	return works;
}

void
ta_remedy_say(struct ta_remedy *remedy, struct ta_evaluation *evaluation,
    const struct ta_route *decided)
{
	bool works;

	if (remedy == NULL || decided->outcome != TA_OUTCOME_HOLD)
		return;
	collect(remedy, evaluation);
	works = try_with(remedy, evaluation, NULL);
	if (!works)
		for (size_t i = 1; i < remedy->count; i++)
			works |= try_with(
			    remedy, evaluation, &remedy->changes[i]);
	if (!works)
		tell(remedy, evaluation,
		    "what would change it: more than two answers; "
		    "ta_findings has what is asked");
}
