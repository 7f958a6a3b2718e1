// What Polars does of each stage, lazily and with all processors: `node polars.js
// STAGE IN DAYS [NAME,NAME]`, where the names are the columns that JSON Lines give.
// The conditions are those of sqlite3 and duckdb. NODE_PATH names the folder of
// nodejs-polars.

const { readFileSync, openSync, readSync } = require('fs');
const { join } = require('path');
const pl = require('nodejs-polars');

const [stage, input, days, names] = process.argv.slice(2);
const lists = ['topics', 'attachments', 'courses_passed', 'courses_taken',
	'asks_for'];

// The columns of a query's file, after those of the frame.
function withQuery(frame, name) {
	const conditions = readFileSync(join(__dirname, `${name}.sql`), 'utf8');

	return new pl.SQLContext({ t: frame }).execute(
		`select *, ${conditions.replaceAll('instr(', 'strpos(')} from t`);
}

function withTarget(frame) {
	const rows = readFileSync(days, 'utf8').trim().split('\n').slice(1)
		.map((row) => row.split(','));

	return frame.withColumn(pl.col('received').str.slice(0, 10)
		.replace(rows.map((row) => row[0]), rows.map((row) => row[1]))
		.alias('ta_target'));
}

function withRank(frame, columns, by) {
	return frame.sort({ by: pl.col(by), maintainOrder: true })
		.withRowIndex('ta_rank', 1).select(...columns, 'ta_rank');
}

function fromCsv() {
	const start = Buffer.alloc(65536);
	const columns = start.toString('utf8', 0, readSync(openSync(input), start))
		.split('\n')[0].split(',');
	const frame = pl.scanCSV(input, {
		schema: Object.fromEntries(columns.map((name) => [name, pl.Utf8])),
		missingUtf8IsEmptyString: true,
	});

	switch (stage) {
	case 'due':
		return withTarget(frame);
	case 'prioritize':
		return withRank(frame, columns, 'ta_due');
	case 'pipe':
		columns.push('ta_valid', 'ta_findings', 'ta_target');
		return withQuery(withRank(withTarget(withQuery(frame, 'validate')),
			columns, 'ta_target'), 'route');
	default:
		return withQuery(frame, stage);
	}
}

function fromJson() {
	const columns = names.split(',');
	const schema = Object.fromEntries(columns.map((name) =>
		[name, lists.includes(name) ? pl.List(pl.Utf8) : pl.Utf8]));

	return pl.scanJson(input, { schema }).select(...columns.map((name) =>
		lists.includes(name) ? pl.col(name).lst.join(';').alias(name)
			: pl.col(name)));
}

if (stage === undefined)
	console.log(`polars for node ${pl.default.version}`);
else
	(stage === 'ledger' ? fromJson() : fromCsv())
		.sinkCSV('/dev/stdout', {}).collectSync();
