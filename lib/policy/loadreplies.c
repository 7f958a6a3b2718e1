#include "policy/loader.h"

/* What is written back: who writes, and the letter of each kind of request. */

static int
read_template(struct ta_loader *loader, const struct ta_node *node,
    struct ta_template *template)
{
	return ta_template_read(node, &loader->policy->vocabulary,
	    &loader->policy->arena, template, loader->error);
}

/* Loads the sender. Its address is ASCII, as mail has it. 0 or -1. */
static int
load_from(struct ta_loader *loader, const struct ta_node *node)
{
	static const struct ta_key keys[] = {
	    {"name", TA_WANT_TEXT, false}, {"email", TA_WANT_TEXT, true}};
	struct ta_replies *replies = &loader->policy->replies;
	const struct ta_node *name, *email;

	if (ta_node_check(node, TA_KEYS(keys), loader->error) == -1)
		return -1;
	name = ta_node_get(node, "name");
	email = ta_node_get(node, "email");
	replies->email = email->text;
	if (!ta_email_is_valid(email->text) || !ta_text_is_plain(email->text))
		return ta_node_refuse(
		    email, loader->error, "expected an e-mail address");
	if (name == NULL)
		return 0;
	replies->name = name->text;
	if (name->text.len > TA_SENDER_MAX ||
	    memchr(name->text.data, '\n', name->text.len) != NULL)
		return ta_node_refuse(name, loader->error,
		    "expected one line of at most %d bytes", TA_SENDER_MAX);
	return 0;
}

/* The field with the address that letters go to: the first address. 0 or -1. */
static int
load_to(struct ta_loader *loader, const struct ta_node *node,
    const struct ta_node *section)
{
	const struct ta_vocabulary *vocabulary = &loader->policy->vocabulary;
	int *to = &loader->policy->replies.to;

	if (ta_load_field(loader, node, TA_TYPE_EMAIL, to) == -1)
		return -1;
	for (size_t i = 0; i < vocabulary->n_fields && *to == -1; i++)
		if (vocabulary->fields[i].type == TA_TYPE_EMAIL &&
		    !vocabulary->fields[i].staff)
			*to = (int)i;
	return *to != -1 ? 0
			 : ta_node_refuse(section, loader->error,
			       "letters need a field of type email");
}

static bool
has_control(struct ta_slice text)
{
	for (size_t i = 0; i < text.len; i++)
		if ((unsigned char)text.data[i] < ' ' || text.data[i] == 0x7f)
			return true;
	return false;
}

/* A text that has one line, such as the subject. 0 or -1. */
static int
load_line(struct ta_loader *loader, const struct ta_node *node,
    struct ta_template *template)
{
	if (read_template(loader, node, template) == -1)
		return -1;
	if (template->count != 1 || has_control(node->text))
		return ta_node_refuse(node, loader->error, "expected one line");
	if (template->inserts[TA_INSERT_ASKS] ||
	    template->inserts[TA_INSERT_NOTES] ||
	    template->inserts[TA_INSERT_REFERRALS])
		return ta_node_refuse(node, loader->error,
		    "{asks}, {notes} and {referrals} have lines of their own; "
		    "this is one line");
	return 0;
}

/* Whether a condition names an outcome of `hold`, on its own or among others.
 */
static bool
is_for_holds(const struct ta_node *when)
{
	const struct ta_node *outcomes = ta_node_get(when, "outcome");
	const struct ta_node *item = ta_node_first(outcomes);

	for (; item != NULL; item = ta_node_after(outcomes, item))
		if (ta_slice_equal(item->text,
			ta_slice_of(ta_outcome_names[TA_OUTCOME_HOLD])))
			return true;
	return false;
}

/* Loads the text of a rule, or that it has none. 0 or -1. */
static int
load_text(struct ta_loader *loader, const struct ta_node *node,
    struct ta_reply *reply)
{
	static const char *const drafts[] = {"none"};
	const struct ta_node *draft = ta_node_get(node, "draft");
	const struct ta_node *text = ta_node_get(node, "text");

	if ((draft == NULL) == (text == NULL))
		return ta_node_refuse(
		    node, loader->error, "expected a text, or draft: none");
	if (text == NULL)
		return ta_node_index(
		    draft, "a word for no letter", drafts, 1, loader->error);
	reply->has_text = true;
	if (read_template(loader, text, &reply->text) == -1)
		return -1;
	if (!is_for_holds(ta_node_get(node, "when")) ||
	    reply->text.inserts[TA_INSERT_ASKS])
		return 0;
	return ta_node_refuse(text, loader->error,
	    "the letter of held requests has to say {asks}, or nobody knows "
	    "what is missing");
}

static int
load_sent(struct ta_loader *loader, const struct ta_node *node,
    struct ta_reply *reply)
{
	const struct ta_policy *policy = loader->policy;

	reply->sent = -1;
	if (node == NULL)
		return 0;
	reply->sent = ta_node_named(node, "an event of the policy",
	    TA_NAMES(policy->events, policy->n_events, struct ta_event, id),
	    loader->error);
	return reply->sent == -1 ? -1 : 0;
}

static int
load_reply(struct ta_loader *loader, const struct ta_node *node, void *thing)
{
	static const struct ta_key keys[] = {{"id", TA_WANT_TEXT, true},
	    {"when", TA_WANT_MAP, false}, {"draft", TA_WANT_TEXT, false},
	    {"sent", TA_WANT_TEXT, false}, {"text", TA_WANT_TEXT, false}};
	struct ta_reply *reply = thing;
	bool first = reply == loader->policy->replies.rules;

	if (ta_load_reached(loader, node, first ? NULL : &reply[-1].when) ==
		-1 ||
	    ta_load_rule(loader, node, TA_KEYS(keys), "replies",
		TA_SCOPE_FINDINGS | TA_SCOPE_OUTCOME, &reply->when) == -1)
		return -1;
	reply->id = reply->when.id;
	if (load_sent(loader, ta_node_get(node, "sent"), reply) == -1)
		return -1;
	return load_text(loader, node, reply);
}

/* Finds the field and the event by which a letter is drafted once: 0 or -1. */
static int
find_letter(struct ta_loader *loader, const struct ta_node *section)
{
	struct ta_policy *policy = loader->policy;
	const struct ta_slice name = ta_slice_of(TA_LETTER);
	int field = ta_vocabulary_field(&policy->vocabulary, name);
	int event = ta_policy_event(policy, ta_slice_of(TA_DRAFTED));

	policy->replies.letter = field;
	if (field == -1 || !policy->vocabulary.fields[field].staff)
		return ta_node_refuse(section, loader->error,
		    "letters need a field '%s' of staff's: by it each is "
		    "drafted once",
		    TA_LETTER);
	if (event == -1 || !policy->events[event].takes[field])
		return ta_node_refuse(section, loader->error,
		    "letters need an event '%s' that takes the field '%s'",
		    TA_DRAFTED, TA_LETTER);
	return 0;
}

/* Loads what all letters have: subject, greetings, closing. 0 or -1. */
static int
load_frame(struct ta_loader *loader, const struct ta_node *section)
{
	struct ta_replies *replies = &loader->policy->replies;
	const struct ta_node *subject = ta_node_get(section, "subject");
	const struct ta_node *greeting = ta_node_get(section, "greeting");
	const struct ta_node *closing = ta_node_get(section, "closing");

	if (subject != NULL &&
	    load_line(loader, subject, &replies->subject) == -1)
		return -1;
	if (closing != NULL &&
	    read_template(loader, closing, &replies->closing) == -1)
		return -1;
	replies->greetings =
	    ta_load_room(loader, greeting, sizeof(*replies->greetings));
	for (const struct ta_node *item = ta_node_first(greeting); item != NULL;
	     item = ta_node_after(greeting, item))
		if (load_line(loader, item,
			&replies->greetings[replies->n_greetings++]) == -1)
			return -1;
	return 0;
}

int
ta_load_replies(struct ta_loader *loader, const struct ta_node *map)
{
	static const struct ta_key keys[] = {{"from", TA_WANT_MAP, true},
	    {"to", TA_WANT_TEXT, false}, {"subject", TA_WANT_TEXT, false},
	    {"greeting", TA_WANT_TEXTS, false},
	    {"closing", TA_WANT_TEXT, false}, {"rules", TA_WANT_LIST, true}};
	struct ta_replies *replies = &loader->policy->replies;

	if (map == NULL)
		return 0;
	if (ta_node_check(map, TA_KEYS(keys), loader->error) == -1 ||
	    load_from(loader, ta_node_get(map, "from")) == -1 ||
	    load_to(loader, ta_node_get(map, "to"), map) == -1 ||
	    find_letter(loader, map) == -1 || load_frame(loader, map) == -1)
		return -1;
	return ta_load_list(loader, ta_node_get(map, "rules"), load_reply,
	    (void **)&replies->rules, sizeof(*replies->rules), &replies->count);
}
