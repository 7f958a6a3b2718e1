#include <stdio.h>
#include <string.h>

#include "harness.h"

/*
 * Feeds files to a harness, one after the other: what a fuzzer once found stays
 * mended, without a fuzzer. A crash says which file it was.
 */

static int
feed(const char *path)
{
	struct ta_text text = {0};
	FILE *file = fopen(path, "rb");
	size_t n;

	if (file == NULL) {
		perror(path);
		return 1;
	}
	do {
		n = fread(ta_text_reserve(&text, 4096), 1, 4096, file);
		text.len += n;
	} while (n > 0);
	fclose(file);
	printf("%s\n", path);
	fflush(stdout);
	LLVMFuzzerTestOneInput((const uint8_t *)text.data, text.len);
	ta_text_free(&text);
	return 0;
}

int
main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++)
		if (feed(argv[i]) != 0)
			return 1;
	return 0;
}
