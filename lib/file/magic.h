#ifndef TA_MAGIC_H
#define TA_MAGIC_H

/*
 * Files that people take for exports, known by their first bytes: workbooks,
 * pages, archives. It does not know what an export looks like.
 */

#include "base/text.h"

/*
 * The kind of a file with this beginning and what to do about it, as the end of
 * the sentence "this is …"; NULL where it may be an export. The longer the
 * beginning, the better an archive is known.
 */
const char *ta_magic_words(struct ta_slice head);

#endif
