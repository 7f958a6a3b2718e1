#include "base/bounds.h"
#include "harness.h"
#include "policy/load.h"

/* The loader of policies: it takes a text, or says what is wrong with it. */

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ta_slice bytes = {(const char *)data, size};
	struct ta_error error = {""};
	struct ta_policy *policy;

	if (size > TA_POLICY_MAX)
		return 0;
	policy = ta_policy_load("bytes", bytes, &error);
	MUST((policy == NULL) == (error.text[0] != '\0'));
	ta_policy_free(policy);
	return 0;
}
