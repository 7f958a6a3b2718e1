#include "intake/foresight.h"
#include "intake/identity.h"
#include "intake/kin.h"

/* For so many rows it costs less than reading all of a ledger. */
#define FEW 16
#define BYTES ((uint64_t)64 * 1024)

struct foresight {
	const struct ta_policy *policy;
	const struct ta_map *map;
	bool makes;
	struct ta_sift *sift;
	struct ta_intake *intake;
	struct ta_files *files;
	struct ta_text fields; /* of which an id is made */
	struct ta_text id;
};

/* Wants what matters to a record: false where bytes cannot tell. */
static bool
foresee_record(struct foresight *foresight, const struct ta_record *record)
{
	const struct ta_policy *policy = foresight->policy;
	const int *columns = ta_intake_columns(foresight->intake);
	struct ta_slice id = ta_record_get(record, columns[policy->id_field]);
	const int *from;
	size_t n;

	if (foresight->makes && ta_slice_blank(id)) {
		from = ta_identity_from(policy, foresight->map, &n);
		ta_text_clear(&foresight->id);
		ta_identity_make(policy, from, n, record, columns,
		    &foresight->fields, &foresight->id);
		id = ta_text_slice(&foresight->id, 0);
	}
	ta_sift_add_id(foresight->sift, id);
	return !foresight->makes ||
	       ta_kin_sift(policy, columns, record, foresight->sift);
}

static bool
foresee_all(struct foresight *foresight)
{
	struct ta_record *record;
	struct ta_error error;
	size_t n = 0;
	int got;

	if (ta_files_turn(foresight->files, &error) != 1 ||
	    ta_intake_turn(foresight->intake, foresight->files, &error) == -1)
		return false;
	while ((got = ta_files_next(foresight->files, &error)) == 1) {
		if (++n > FEW || ta_intake_take(foresight->intake,
				     foresight->files, &record, &error) == -1)
			return false;
		if (record->fault == NULL && !foresee_record(foresight, record))
			return false;
	}
	return got == 0;
}

bool
ta_foresee(const struct ta_policy *policy, const struct ta_map *map,
    const struct ta_files *files, bool makes, struct ta_sift *sift)
{
	struct foresight foresight = {.policy = policy,
	    .map = map,
	    .makes = makes,
	    .sift = sift,
	    .files = ta_files_again(files, BYTES)};
	bool foreseen;

	if (foresight.files == NULL)
		return false;
	foresight.intake = ta_intake_new(policy, map);
	for (size_t i = 0; i < policy->vocabulary.n_fields; i++)
		ta_intake_expect(foresight.intake, (int)i);
	foreseen = foresee_all(&foresight);
	ta_files_close(foresight.files);
	ta_intake_free(foresight.intake);
	ta_text_free(&foresight.fields);
	ta_text_free(&foresight.id);
	return foreseen;
}
