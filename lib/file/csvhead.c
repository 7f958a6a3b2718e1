#include "file/csvhead.h"

/* The delimiter that the header has most often outside quotes. */
static char
count_delimiters(struct ta_slice head)
{
	static const char delimiters[] = {',', ';', '\t'};
	size_t counts[sizeof(delimiters)] = {0}, best = 0;
	struct ta_slice line, rest = head;
	bool quoted = false;

	/* A blank line before the header does not count. */
	while (line = ta_slice_next(&rest, '\n'),
	    line.len == 0 && rest.data != NULL)
		head = rest;
	for (size_t i = 0; i < head.len; i++) {
		char c = head.data[i];

		if (c == '\n' && !quoted)
			break;
		quoted ^= c == '"';
		for (size_t k = 0; k < sizeof(delimiters); k++)
			counts[k] += !quoted && c == delimiters[k];
	}
	for (size_t k = 1; k < sizeof(delimiters); k++)
		if (counts[k] > counts[best])
			best = k;
	return delimiters[best];
}

char
ta_csvhead_delimiter(struct ta_slice head, char wanted, bool *sep_line)
{
	struct ta_slice start = {head.data, 4};

	*sep_line = head.len > 5 && head.data[4] != '"' &&
		    (head.data[5] == '\n' || head.data[5] == '\r') &&
		    ta_slice_equal_nocase(start, ta_slice_of("sep="));
	if (*sep_line)
		return head.data[4];
	return wanted != '\0' ? wanted : count_delimiters(head);
}

bool
ta_csvhead_names(struct ta_slice head, const char *name)
{
	struct ta_slice cell = {head.data, 0};
	bool quoted = false, any = false, end = false;

	for (size_t i = 0; i < head.len && !end; i++) {
		char c = head.data[i];

		quoted ^= c == '"';
		end = !quoted && any && (c == '\n' || c == '\r');
		any |= c != '\n' && c != '\r';
		if (quoted || memchr(",;\t\n\r", c, 5) == NULL)
			continue;
		cell.len = (size_t)(head.data + i - cell.data);
		cell = ta_slice_trim(cell);
		if (cell.len > 1 && cell.data[0] == '"')
			cell = (struct ta_slice){cell.data + 1, cell.len - 2};
		if (ta_slice_equal(cell, ta_slice_of(name)))
			return true;
		cell.data = head.data + i + 1;
	}
	return false;
}
