// Runs the statements of a file in duckdb, which has no program in Debian or
// npm: `node duckdb.js FILE`. NODE_PATH names the folder of @duckdb/node-api.

const { readFileSync } = require('fs');
const { DuckDBInstance } = require('@duckdb/node-api');

async function main() {
	const database = await DuckDBInstance.create(':memory:');
	const connection = await database.connect();

	if (process.argv.length < 3) {
		const found = await connection.runAndReadAll('select version()');
		console.log(`duckdb ${found.getRows()[0][0]}`);
	} else {
		await connection.run(readFileSync(process.argv[2], 'utf8'));
	}
}

main().catch((error) => {
	console.error(error.message);
	process.exitCode = 2;
});
