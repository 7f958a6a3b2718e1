/*
 * The limit of the stage `ledger`: JSON Lines are read with simdjson, which is
 * the fastest reader that there is, and written as CSV. `ledger NAME,NAME FILE`
 * writes these columns. A list becomes its items with semicolons between them.
 * A name that is not among the columns is passed over. It is C++, since
 * simdjson is; no tool is.
 */

#include <cstdio>
#include <cstring>
#include <err.h>
#include <simdjson.h>
#include <string_view>
#include <unistd.h>
#include <vector>

using std::string_view;
using namespace simdjson;

static constexpr size_t BLOCK = 1 << 18;

static std::vector<string_view> names;
static std::vector<char> out;
static size_t used;

static void
flush()
{
	for (size_t done = 0; done < used;) {
		ssize_t n = write(STDOUT_FILENO, out.data() + done, used - done);
		if (n == -1)
			err(2, "standard output");
		done += (size_t)n;
	}
	used = 0;
}

/* Room for a value in quotes, each of whose bytes may be doubled. */
static char *
room(size_t len)
{
	if (used > BLOCK)
		flush();
	if (out.size() - used < 2 * len + 4)
		out.resize(2 * (out.size() + len) + 4);
	return out.data() + used;
}

static void
put_char(char c)
{
	*room(1) = c;
	used++;
}

/* Nearly every value is plain: it is copied as it is looked at. */
static void
put(string_view value)
{
	char *to = room(value.size());
	size_t i;

	for (i = 0; i < value.size(); i++) {
		char c = value[i];
		if (c == '"' || c == ',' || c == '\n' || c == '\r')
			break;
		to[i] = c;
	}
	if (i == value.size()) {
		used += i;
		return;
	}
	*to++ = '"';
	for (const char *s = value.data(), *end = s + value.size(); s < end;) {
		const void *quote = memchr(s, '"', (size_t)(end - s));
		size_t n = quote == nullptr ? (size_t)(end - s)
					    : (size_t)((const char *)quote - s) + 1;
		memcpy(to, s, n);
		to += n;
		s += n;
		if (quote != nullptr)
			*to++ = '"';
	}
	*to++ = '"';
	used = (size_t)(to - out.data());
}

/* The column of the name; mostly it is one of the next. */
static size_t
find(string_view name, size_t next)
{
	for (size_t i = next; i < names.size(); i++)
		if (names[i] == name)
			return i;
	for (size_t i = 0; i < next; i++)
		if (names[i] == name)
			return i;
	return names.size();
}

static string_view
joined(dom::array list, std::string &store)
{
	store.clear();
	for (string_view item : list) {
		if (!store.empty())
			store += ';';
		store += item;
	}
	return store;
}

static void
put_record(dom::object record)
{
	static std::vector<string_view> value(names.size());
	static std::vector<std::string> store(names.size());
	size_t next = 0;

	value.assign(names.size(), string_view());
	for (auto [name, element] : record) {
		size_t at = find(name, next);
		if (at == names.size())
			continue;
		if (element.is_array())
			value[at] = joined(element.get_array(), store[at]);
		else
			value[at] = element.get_string();
		next = at + 1;
	}
	for (size_t i = 0; i < names.size(); i++) {
		if (i > 0)
			put_char(',');
		put(value[i]);
	}
	put_char('\n');
}

int
main(int argc, char *argv[])
try {
	if (argc != 3)
		errx(2, "usage: ledger NAME,NAME FILE");
	for (char *name = strtok(argv[1], ","); name != nullptr;
	     name = strtok(nullptr, ","))
		names.push_back(name);
	out.resize(4 * BLOCK);
	for (size_t i = 0; i < names.size(); i++) {
		if (i > 0)
			put_char(',');
		put(names[i]);
	}
	put_char('\n');
	dom::parser parser;
	dom::document_stream lines;
	auto text = padded_string::load(argv[2]);
	if (text.error() || parser.parse_many(text.value()).get(lines))
		errx(2, "%s cannot be read", argv[2]);
	for (dom::element line : lines)
		put_record(line.get_object());
	flush();
	return 0;
} catch (const simdjson_error &problem) {
	errx(2, "%s", problem.what());
}
