#include <string.h>

#include "queue/kept.h"

/* The id follows it, and the packed record follows the id. */
struct head {
	uint64_t before;
	uint32_t len; /* bytes of everything, this included */
	uint32_t id_len;
};

_Static_assert(sizeof(struct head) == TA_KEPT_HEAD, "as kept.h says");

static struct head
head_of(const char *bytes)
{
	struct head head;

	memcpy(&head, bytes, sizeof(head));
	return head;
}

void
ta_kept_add(struct ta_text *text, const struct ta_record *record,
    const struct ta_place_in_line *place)
{
	struct head head = {place->before, 0, (uint32_t)place->id.len};
	size_t start = text->len;

	ta_text_add(text, (const char *)&head, sizeof(head));
	ta_text_add_slice(text, place->id);
	ta_record_pack(record, text);
	head.len = (uint32_t)(text->len - start);
	memcpy(text->data + start, &head, sizeof(head));
}

size_t
ta_kept_len(const char *bytes)
{
	return head_of(bytes).len;
}

struct ta_place_in_line
ta_kept_place(const char *bytes)
{
	struct head head = head_of(bytes);

	return (struct ta_place_in_line){
	    head.before, {bytes + sizeof(head), head.id_len}};
}

void
ta_kept_record(const char *bytes, struct ta_record *record)
{
	ta_record_unpack(
	    record, bytes + sizeof(struct head) + head_of(bytes).id_len);
}
