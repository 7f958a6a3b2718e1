#include "harness.h"

/* The reader of records in JSON Lines, and its writer. */

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	harness_both((struct ta_slice){(const char *)data, size}, "jsonl");
	return 0;
}
