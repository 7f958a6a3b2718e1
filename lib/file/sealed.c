#include "base/bounds.h"
#include "base/digest.h"
#include "file/sealed.h"

int
ta_sealed_find(struct ta_source *source, struct ta_error *error)
{
	struct ta_slice line;
	bool ended;
	int got;

	ta_source_allow(source, TA_LINE_MAX);
	while ((got = ta_source_line(source, &line, error)) != 0) {
		/* All of it may be one, if its line ends were made others. */
		if (got == -1 && ta_source_is_stuck(source))
			line = ta_source_window(source, &ended);
		else if (got == -1)
			return -1;
		if (ta_seal_is_in(line))
			return 1;
		if (got == -1 && ta_source_pass(source, error) == -1)
			return -1;
	}
	return 0;
}
