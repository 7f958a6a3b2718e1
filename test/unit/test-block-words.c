/* The same where a processor has no vectors. */
#define TA_NO_VECTORS
#include "test-block.c"
