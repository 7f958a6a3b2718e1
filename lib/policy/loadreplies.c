#include "policy/loader.h"

/* What is written back: who writes, and the letter of each kind of request. */

#define SCOPE (TA_SCOPE_FINDINGS | TA_SCOPE_OUTCOME)
#define ONE_LINE "^[^\\u0000-\\u001f\\u007f]+$"

static const struct ta_shape sender_shape = {
    .says = "One line.", .pattern = "^[^\\n]{0," TA_SAID(TA_SENDER_MAX) "}$"};
static const struct ta_shape address_shape = {.says = "An e-mail address.",
    .pattern = "^[^@\\s]+@[^@\\s]+$",
    .wordy = true};

static const struct ta_key from_keys[] = {
    {"name", &sender_shape, false, "The sender's name."},
    {"email", &address_shape, true, "The sender's address."}};
static const struct ta_shape from_shape = {
    .want = TA_WANT_MAP, TA_KEYS(from_keys)};
static const struct ta_shape line_shape = {
    .says = "One line; {FIELD} stands for an answer.", .pattern = ONE_LINE};
static const struct ta_shape lines_shape = {
    .want = TA_WANT_TEXTS, .items = &line_shape};

static const struct ta_shape letter_shape = {
    .says = "Lines; {FIELD} stands for an answer, {asks}, {notes} and such "
	    "for what was found.",
    .pattern = "\\S"};

static const char *const drafts[] = {"none"};
static const struct ta_shape draft_shape = {
    .kind = "a word for no letter", .words = TA_WORDS(drafts)};
static const struct ta_shape sent_shape = {
    .says = "The id of an event of this policy."};

static const struct ta_key rule_keys[] = {TA_KEY_ID, TA_KEY_WHEN(SCOPE),
    {"draft", &draft_shape, false, "none: there is no letter."},
    {"sent", &sent_shape, false,
	"The event that follows when the letter has been sent."},
    {"text", &letter_shape, false,
	"The letter, between greeting and closing."}};
static const char *const letters[] = {"draft", "text", NULL};
static const struct ta_shape rule_shape = {
    .want = TA_WANT_MAP, .one = letters, .only_one = true, TA_KEYS(rule_keys)};
static const struct ta_shape rules_shape = {
    .want = TA_WANT_LIST, .items = &rule_shape};

static const struct ta_key keys[] = {{"from", &from_shape, true, "The sender."},
    {"to", &ta_field_shape, false,
	"The field with the address that letters go to; without it the first "
	"of type email."},
    {"subject", &line_shape, false, "The subject, one line."},
    {"greeting", &lines_shape, false,
	"One line, or several: the first without a blank insertion is taken."},
    {"closing", &letter_shape, false, "The end of every letter."},
    {"rules", &rules_shape, true,
	"The first rule that holds decides which letter a request gets."}};

const struct ta_shape ta_replies_shape = {.want = TA_WANT_MAP, TA_KEYS(keys)};

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
	struct ta_replies *replies = &loader->policy->replies;
	const struct ta_node *name, *email;

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
	const struct ta_node *draft = ta_node_get(node, "draft");
	const struct ta_node *text = ta_node_get(node, "text");

	if ((draft == NULL) == (text == NULL))
		return ta_node_refuse(
		    node, loader->error, "expected a text, or draft: none");
	if (text == NULL)
		return ta_shape_word(draft, &draft_shape, loader->error);
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
	struct ta_reply *reply = thing;
	bool first = reply == loader->policy->replies.rules;

	if (ta_load_reached(loader, node, first ? NULL : &reply[-1].when) ==
		-1 ||
	    ta_load_rule(loader, node, "replies", SCOPE, &reply->when) == -1)
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
	struct ta_replies *replies = &loader->policy->replies;

	if (map == NULL)
		return 0;
	if (load_from(loader, ta_node_get(map, "from")) == -1 ||
	    load_to(loader, ta_node_get(map, "to"), map) == -1 ||
	    find_letter(loader, map) == -1 || load_frame(loader, map) == -1)
		return -1;
	return ta_load_list(loader, ta_node_get(map, "rules"), load_reply,
	    (void **)&replies->rules, sizeof(*replies->rules), &replies->count);
}
