#include "board/chart.h"
#include "board/html.h"

/* Across it is in hundredths of a per cent, down in pixels. */
#define WHOLE 10000
#define TOP 16	     /* of the highest bar */
#define FLOOR 152    /* on which bars stand */
#define LABELS 170   /* the line of their labels */
#define MOST_WORDS 4 /* labels: more would touch each other on a telephone */

static const char *const classes[TA_CHART_SERIES] = {"first", "second"};

/* Appends a length such as 12.34%. */
static void
add_part(struct ta_text *text, const char *name, size_t part)
{
	ta_text_printf(
	    text, " %s=\"%zu.%02zu%%\"", name, part / 100, part % 100);
}

static int64_t
highest_of(const struct ta_chart *chart)
{
	int64_t most = 0;

	for (size_t i = 0; i < chart->n_bars; i++)
		for (size_t k = 0; k < chart->n_series; k++)
			if (chart->bars[i].has[k] &&
			    chart->bars[i].numbers[k] > most)
				most = chart->bars[i].numbers[k];
	return most;
}

/* Appends the bars of a group, which has so much room from `left` on. */
static void
add_bars(struct ta_text *text, const struct ta_chart *chart, size_t i,
    size_t left, size_t room, int64_t most)
{
	const struct ta_chart_bar *bar = &chart->bars[i];
	size_t width = room * 3 / 4 / chart->n_series;

	for (size_t k = 0; k < chart->n_series && k < TA_CHART_SERIES; k++) {
		int64_t height = 0;

		if (!bar->has[k] || bar->numbers[k] <= 0)
			continue;
		/* the smallest number is still to be seen */
		height = 1 + bar->numbers[k] * (FLOOR - TOP - 1) / most;
		ta_text_printf(text, "<rect class=\"%s\"", classes[k]);
		add_part(text, "x", left + room / 8 + k * width);
		add_part(text, "width", width * 9 / 10);
		ta_text_printf(text, " y=\"%d\" height=\"%d\"/>",
		    FLOOR - (int)height, (int)height);
	}
}

/* Appends what bars stand on, and the height of the highest. */
static void
add_frame(struct ta_text *text, const struct ta_chart *chart)
{
	ta_text_printf(text,
	    "<line class=\"grid\" x2=\"100%%\" y1=\"%d\" y2=\"%d\"/>"
	    "<line class=\"axis\" x2=\"100%%\" y1=\"%d\" y2=\"%d\"/>"
	    "<text y=\"%d\">",
	    TOP, TOP, FLOOR, FLOOR, TOP - 4);
	ta_html_text(text, chart->highest);
	ta_text_add_string(text, "</text>");
}

void
ta_chart_add(struct ta_text *text, const struct ta_chart *chart)
{
	size_t n = chart->n_bars, each = (n + MOST_WORDS - 1) / MOST_WORDS;
	int64_t most = highest_of(chart);

	ta_text_add_string(text, "<svg role=\"img\" aria-label=\"");
	ta_html_text(text, chart->title);
	ta_text_add_string(text, "\">");
	add_frame(text, chart);
	for (size_t i = 0; i < n; i++) {
		size_t left = WHOLE / n * i;

		add_bars(text, chart, i, left, WHOLE / n, most);
		if (i % each != 0 || i + each > n)
			continue;
		ta_text_add_string(text, "<text");
		add_part(text, "x", left + WHOLE / n / 8);
		ta_text_printf(text, " y=\"%d\">", LABELS);
		ta_html_text(text, chart->bars[i].label);
		ta_text_add_string(text, "</text>");
	}
	ta_text_add_string(text, "</svg>\n");
}

void
ta_chart_key(struct ta_text *text, size_t series)
{
	ta_text_printf(text,
	    "<svg class=\"key\" aria-hidden=\"true\"><rect class=\"%s\" "
	    "width=\"100%%\" height=\"100%%\"/></svg>",
	    classes[series]);
}
