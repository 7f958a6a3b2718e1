/*
 * The limit of the stage `yaml`: what libyaml itself takes for a file of
 * records. It asks for every event of standard input, and does nothing with it.
 */

#include <err.h>
#include <stdio.h>
#include <yaml.h>

int
main(void)
{
	yaml_parser_t parser;
	yaml_event_t event;
	int more;

	if (!yaml_parser_initialize(&parser))
		errx(2, "libyaml does not start");
	yaml_parser_set_input_file(&parser, stdin);
	do {
		if (!yaml_parser_parse(&parser, &event))
			errx(2, "line %zu: this is not YAML",
			    parser.problem_mark.line + 1);
		more = event.type != YAML_STREAM_END_EVENT;
		yaml_event_delete(&event);
	} while (more);
	yaml_parser_delete(&parser);
	return 0;
}
