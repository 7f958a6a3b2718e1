# How an awk with --csv reads; what is done with the rows is in desk.awk.

{
	row = $0
}

NR == 1 {
	for (i = 1; i <= NF; i++)
		f[i] = $i
	header(NF)
	next
}

NF != width {
	ragged()
}

{
	for (i in reads)
		f[i] = $i
	record()
}
