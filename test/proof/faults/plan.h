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

/* What somebody without a lock does to a file, in the moment before a call. */
enum hand {
	NOBODY,
	MOVES,	  /* to "moved" */
	REMOVES,  /* it */
	CUTS,	  /* half of it off */
	ENDS,	  /* it with a line end more */
	APPENDS,  /* a line */
	REPLACES, /* it by a file with that line alone */
	RESTORES, /* the same, into the file that is there */
	N_HANDS
};

struct plan {
	/* By the driver: what is to fail. */
	enum kind kind;
	unsigned long at;   /* the call of that kind, from 1; 0: none */
	unsigned long last; /* and all up to this one */
	int error;	    /* as errno; 0: a read or write of one byte */
	enum hand hand;	    /* comes instead, where it is one */
	char path[64];	    /* to this file, */
	char line[1024];    /* with this line */
	/* By the shim: what was called, and what had failed. */
	unsigned long calls[N_KINDS];
	unsigned long failed;
	char name[16];		 /* of the first that had */
	unsigned long looked;	 /* when the hand's file was last looked at, or
				    the disk was waited for: until then a hand is
				    to be seen */
	bool counts[CALLS_MOST]; /* this call of FILES can be short */
	bool ended;		 /* by exit(3), so that the rest is known */
	long blocks;		 /* of memory that nobody freed */
	long descriptors;	 /* that nobody closed */
};

#endif
