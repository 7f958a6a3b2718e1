#ifndef TA_BOUNDS_H
#define TA_BOUNDS_H

/*
 * The limits of what is read and written. None is a matter of policy, so none
 * is in the policy file. Messages take their numbers from here.
 */

#define TA_FIELD_MIB 1 /* MiB of one field */
#define TA_FIELD_MAX (TA_FIELD_MIB * 1024 * 1024)
#define TA_RECORD_MIB 4 /* MiB of one record */
#define TA_RECORD_MAX (TA_RECORD_MIB * 1024 * 1024)
/*
 * A record as JSON: a byte of its names may take two, and an item of one byte
 * with its semicolon five. A field as YAML: a byte may take four. At intake a
 * row is followed as far, to where the next one is.
 */
#define TA_LINE_MIB 20 /* MiB: five records */
#define TA_LINE_MAX (TA_LINE_MIB * 1024 * 1024)
#define TA_COLUMNS_MAX 1024	    /* columns of a header */
#define TA_COLUMNS_OURS 8	    /* that intake adds to records or rejects */
#define TA_POLICY_MAX (1024 * 1024) /* bytes of a policy file */
#define TA_DEPTH_MAX 32		    /* nesting of a YAML file */
#define TA_NODES_MAX 200000	    /* nodes of a YAML file read whole */
#define TA_VALUES_MAX 256	    /* values of one choice or list field */
#define TA_CALLS_MAX 64		    /* calls of one referral */
#define TA_FACTS_DEEP_MAX 64	    /* facts, each of another */
#define TA_SIGNS_MAX 16		    /* signs of a policy's history */
#define TA_COMBINATIONS_MAX 100000  /* of one entry of a policy */
#define TA_CLOSED_MAX 200000	    /* closed days of a calendar */
#define TA_SENDER_MAX 128 /* bytes of the name that letters come from */
#define TA_YEAR_MIN 1970  /* the years that a date may have */
#define TA_YEAR_MAX 2100

/* A bound as a string: TA_SAID(TA_CALLS_MAX) is "64". */
#define TA_SAID(bound) TA_SAID_AS_IS(bound)
#define TA_SAID_AS_IS(number) #number

/* The words for more than a reader or writer takes. */
#define TA_FIELD_WORDS TA_SAID(TA_FIELD_MIB) " MiB"
#define TA_RECORD_WORDS TA_SAID(TA_RECORD_MIB) " MiB"
#define TA_LINE_WORDS TA_SAID(TA_LINE_MIB) " MiB"
#define TA_TOO_LONG \
	"longer than " TA_FIELD_WORDS ", or the record than " TA_RECORD_WORDS
#define TA_TOO_WIDE "there are more than " TA_SAID(TA_COLUMNS_MAX) " columns"

/* The same of a row of a form, which may have others behind it: it holds … */
#define TA_LONG_FIELD "a field longer than " TA_FIELD_WORDS
#define TA_MORE_BYTES "more than " TA_RECORD_WORDS
#define TA_MORE_CELLS "more than " TA_SAID(TA_COLUMNS_MAX) " cells"

#endif
