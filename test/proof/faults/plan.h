#ifndef PLAN_H
#define PLAN_H

/*
 * What the driver and the shim in the tool under test tell each other, by a
 * file that both have in memory and that PLAN_FILE names.
 */

#include <stdbool.h>

#define PLAN_FILE "TA_FAULT_PLAN"
#define READ_MOST "TA_FAULT_READ_MOST" /* bytes of a read, without a plan */
#define CALLS_MOST 4096

enum kind { FILES, MEMORY, N_KINDS };

struct plan {
	/* By the driver: what is to fail. */
	enum kind kind;
	unsigned long at;   /* the call of that kind, from 1; 0: none */
	unsigned long last; /* and all up to this one */
	int error;	    /* as errno; 0: a read or write of one byte */
	/* By the shim: what was called, and what had failed. */
	unsigned long calls[N_KINDS];
	unsigned long failed;
	char name[16];		 /* of the first that had */
	bool counts[CALLS_MOST]; /* this call of FILES can be short */
	bool ended;		 /* by exit(3), so that the rest is known */
	long blocks;		 /* of memory that nobody freed */
	long descriptors;	 /* that nobody closed */
};

#endif
