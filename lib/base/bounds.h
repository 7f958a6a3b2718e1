#ifndef TA_BOUNDS_H
#define TA_BOUNDS_H

/*
 * How much of anything is taken. Every limit has one message, given where it
 * is found; none is a matter of policy, so none is in the policy file.
 */

#define TA_FIELD_MAX (1024 * 1024)	/* bytes of one field */
#define TA_RECORD_MAX (4 * 1024 * 1024) /* bytes of one record */
/*
 * A record as JSON: a byte of its names may take two, and an item of one byte
 * with its semicolon five. A field as YAML: a byte may take four.
 */
#define TA_LINE_MAX (5 * TA_RECORD_MAX)
#define TA_COLUMNS_MAX 1024	    /* columns of a header */
#define TA_POLICY_MAX (1024 * 1024) /* bytes of a policy file */
#define TA_DEPTH_MAX 32		    /* nesting of a YAML file */
#define TA_NODES_MAX 200000	    /* nodes of a YAML file read whole */
#define TA_VALUES_MAX 256	    /* values of one choice or list field */
#define TA_CALLS_MAX 64		    /* calls of one referral */
#define TA_COMBINATIONS_MAX 100000  /* of one entry of a policy */
#define TA_YEAR_MIN 1970	    /* the years that a date may have */
#define TA_YEAR_MAX 2100

#endif
