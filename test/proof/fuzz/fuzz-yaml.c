#include "harness.h"

/* The reader of records in YAML, and its writer. */

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	harness_both((struct ta_slice){(const char *)data, size}, "yaml");
	return 0;
}
