# The query that makes CSV of JSON Lines: reads names, with commas, and writes it for
# the program in `words`, sqlite3 or duckdb, and the file in `file`.

BEGIN {
	FS = ","
	split("topics attachments courses_passed courses_taken asks_for", list, " ")
	for (i in list)
		is_list[list[i]] = 1
}

{
	for (i = 1; i <= NF; i++) {
		comma = i == 1 ? "" : ", "
		picked = picked comma (words == "duckdb" ? duckdb($i) : sqlite3($i))
		types = types comma "'" $i "': 'varchar" \
		    ($i in is_list ? "[]" : "") "'"
	}
	if (words == "duckdb")
		print "copy (select " picked " from read_json('" file "', format =" \
		    " 'newline_delimited', columns = {" types "}))" \
		    " to '/dev/stdout' (format csv, header);"
	else
		print "select " picked " from t;"
}

function duckdb(name) {
	return name in is_list ? "array_to_string(" name ", ';') as " name : name
}

function sqlite3(name) {
	return (name in is_list \
	    ? "(select group_concat(value, ';') from json_each(line, '$." name "'))" \
	    : "json_extract(line, '$." name "')") " as " name
}
