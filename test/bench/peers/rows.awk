# How an awk that knows no CSV reads it; what is done with the rows is in
# desk.awk.
#
# A row is whole when its quotes are even in number; it may span lines. Cut at
# the quotes, its pieces lie by turns outside and inside of quoted text, so a
# comma in an outer piece, and only there, ends a field. An empty outer piece
# between two others is a doubled quote.
#
# With -v lazy=1 a row is cut no further than the last column that the stage
# reads; what follows is not looked at, ragged or not.

{
	n = split($0, piece, "\"")
	if (open) {
		row = row "\n" $0
		if (n % 2 == 1 || n == 0)
			next
		n = split(row, piece, "\"")
	} else
		row = $0
	open = n % 2 == 0
	if (open || n == 0)
		next
	if (!width)
		header(cut(n))
	else if (cut(n) == width || lazy)
		record()
	else
		ragged()
}

# The fields of the row whose n pieces are given, in f; returns their number.
# Those after the last that is needed may be missing.
function cut(n,   i, j, m, k) {
	m = split(piece[1], f, ",")
	if (m == 0)
		f[++m] = ""
	for (i = 2; i < n && m <= needed; i += 2) {
		f[m] = f[m] piece[i]
		if (piece[i + 1] == "" && i + 1 < n) {
			f[m] = f[m] "\""
			continue
		}
		k = split(piece[i + 1], outer, ",")
		for (j = 2; j <= k; j++)
			f[++m] = outer[j]
	}
	return m
}
