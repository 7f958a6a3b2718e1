#define _GNU_SOURCE /* for memmem(3) */

#include "file/magic.h"

#define SAVE "; save it as CSV (UTF-8) and submit that"
#define UNPACK "; unpack it and submit what is in it"
#define AGAIN "; download the export again, as CSV"

static const struct kind {
	const char *start;
	size_t len;
	const char *words;
} kinds[] = {
    {"PK\3\4", 4, "a compressed file (zip)" UNPACK},
    {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8,
	"an Excel workbook, or another file of old Office" SAVE},
    {"%PDF-", 5, "a PDF" AGAIN},
    {"{\\rtf", 5, "a formatted text (RTF)" SAVE},
    {"\x1f\x8b\x08", 3, "a compressed file (gzip)" UNPACK},
    {"BZh", 3, "a compressed file (bzip2)" UNPACK},
    {"\xfd"
     "7zXZ\0",
	6, "a compressed file (xz)" UNPACK},
    {"\x28\xb5\x2f\xfd", 4, "a compressed file (zstd)" UNPACK},
    {"7z\xbc\xaf\x27\x1c", 6, "a compressed file (7z)" UNPACK},
};

/* Members of a zip, by which it is known; the first that is found counts. */
static const struct kind members[] = {
    {"mimetypeapplication/vnd.oasis.opendocument", 42,
	"an OpenDocument file, as of LibreOffice" SAVE},
    {".iwa", 4, "a Numbers spreadsheet" SAVE},
    {"xl/work", 7, "an Excel workbook" SAVE},
    {"word/", 5, "a Word document" SAVE},
    {"ppt/", 4, "a PowerPoint presentation" SAVE},
    {"[Content_Types].xml", 19, "an Excel workbook" SAVE},
};

/* A heading of a table begins in none of these ways. */
static const char *
page_words(struct ta_slice head)
{
	static const char *const starts[] = {
	    "<!doctype html", "<html", "<head", "<meta", "<body", "<table"};

	head = ta_slice_cut(head);
	for (size_t i = 0; i < TA_COUNT(starts); i++) {
		struct ta_slice start = ta_slice_of(starts[i]);

		if (head.len >= start.len &&
		    ta_slice_equal_nocase(
			(struct ta_slice){head.data, start.len}, start))
			return "a web page, perhaps the one that asks to log "
			       "in" AGAIN;
	}
	if (head.len > 5 && memcmp(head.data, "<?xml", 5) == 0)
		return "an XML file" SAVE;
	return NULL;
}

static const char *
archive_words(struct ta_slice head)
{
	for (size_t i = 0; i < TA_COUNT(members); i++)
		if (memmem(head.data, head.len, members[i].start,
			members[i].len) != NULL)
			return members[i].words;
	return kinds[0].words;
}

/* Whether it is text, which may be an export whatever it begins with. */
static bool
is_text(struct ta_slice head)
{
	const char *why;

	return ta_text_check(head, &why) == head.len;
}

const char *
ta_magic_words(struct ta_slice head)
{
	for (size_t i = 0; i < TA_COUNT(kinds); i++) {
		const struct kind *kind = &kinds[i];

		if (head.len < kind->len ||
		    memcmp(head.data, kind->start, kind->len) != 0)
			continue;
		if (kind == kinds)
			return archive_words(head);
		if (kind->start[0] != 'B' || !is_text(head))
			return kind->words;
	}
	return page_words(head);
}
