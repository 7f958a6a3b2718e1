# ta-utils: the whole build. `make help` lists the targets.

VERSION := $(shell cat VERSION)
BUILD ?= build

PREFIX ?= /usr/local
prefix ?= $(PREFIX)
bindir ?= $(prefix)/bin
mandir ?= $(prefix)/share/man
docdir ?= $(prefix)/share/doc/ta-utils
sysconfdir ?= /etc
INSTALL ?= install

# What asks pkg-config is expanded late: `make deps demo` installs it first.
PKGS := yaml-0.1 libbsd-overlay libmd jansson
PKG_CONFIG ?= pkg-config
CSV_LIBS ?= -lcsv
CFLAGS ?= -O2 -g
WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wmissing-prototypes \
	-Wstrict-prototypes -Wpointer-arith -Wwrite-strings -Wformat=2 -Wvla \
	-Wconversion
HARDEN := -fstack-protector-strong -D_FORTIFY_SOURCE=2 -fPIE
ta_cppflags = -Ilib -D_POSIX_C_SOURCE=200809L -D_DEFAULT_SOURCE \
	-DTA_VERSION='"$(VERSION)"' -DTA_SYSCONFDIR='"$(sysconfdir)"' \
	$(shell $(PKG_CONFIG) --cflags $(PKGS)) $(CPPFLAGS)
ta_cflags = -std=c11 $(WARNINGS) $(HARDEN) $(CFLAGS)
ta_ldflags = -pie -Wl,-z,relro,-z,now -Wl,--as-needed $(LDFLAGS)
ta_libs = $(shell $(PKG_CONFIG) --libs $(PKGS)) $(CSV_LIBS) $(LDLIBS)

tools := $(patsubst cmd/%.c,%,$(wildcard cmd/*.c))
bins := $(addprefix $(BUILD)/bin/,$(tools))
objs := $(patsubst lib/%.c,$(BUILD)/lib/%.o,$(wildcard lib/*/*.c)) \
	$(BUILD)/lib/policy/default-policy.o
units := $(patsubst test/unit/%.c,$(BUILD)/unit/%,$(wildcard test/unit/*.c))
bench := $(patsubst test/bench/%.c,$(BUILD)/bench/%,$(wildcard test/bench/*.c))
faults := $(patsubst %,$(BUILD)/faults/%,ledger damage inject) \
	$(addprefix $(BUILD)/shim/,$(tools))
fuzzers := $(patsubst test/fuzz/%.c,$(BUILD)/fuzz/%,$(wildcard test/fuzz/fuzz-*.c))
mans := $(wildcard man/*.[157])

all: $(bins)

$(BUILD)/bin/%: $(BUILD)/cmd/%.o $(BUILD)/libta.a
	@mkdir -p $(@D)
	$(CC) $(ta_cflags) $(ta_ldflags) -o $@ $^ $(ta_libs)

$(BUILD)/libta.a: $(objs)
	rm -f $@
	$(AR) rcs $@ $^

$(BUILD)/%.o: %.c Makefile VERSION
	@mkdir -p $(@D)
	$(CC) $(ta_cppflags) $(ta_cflags) -MMD -MP -c -o $@ $<

# The policy becomes a C array, and is read like any other file.
$(BUILD)/lib/policy/default-policy.c: lib/policy/default-policy.yaml
	@mkdir -p $(@D)
	{ echo '#include <stddef.h>'; \
	echo 'extern const char ta_default_policy[];'; \
	echo 'extern const size_t ta_default_policy_size;'; \
	echo 'const char ta_default_policy[] = {'; \
	od -An -v -td1 $< | sed 's/\(-\{0,1\}[0-9]\{1,\}\)/\1,/g'; \
	echo '}; const size_t ta_default_policy_size = sizeof(ta_default_policy);'; \
	} > $@

$(BUILD)/lib/policy/default-policy.o: $(BUILD)/lib/policy/default-policy.c
	$(CC) $(ta_cppflags) $(ta_cflags) -c -o $@ $<

$(BUILD)/unit/%: test/unit/%.c $(BUILD)/libta.a Makefile
	@mkdir -p $(@D)
	$(CC) $(ta_cppflags) $(ta_cflags) $(ta_ldflags) -MMD -MP -o $@ \
	    $< $(BUILD)/libta.a $(ta_libs)

$(BUILD)/bench/%: test/bench/%.c Makefile
	@mkdir -p $(@D)
	$(CC) $(ta_cppflags) -std=c11 -O2 -o $@ $< $(CSV_LIBS)

$(BUILD)/faults/%: test/faults/%.c test/faults/plan.h Makefile
	@mkdir -p $(@D)
	$(CC) $(ta_cppflags) $(ta_cflags) $(ta_ldflags) -o $@ $< $(ta_libs)

# What calls a fuzzer: a main that feeds it files, or libFuzzer (make fuzz).
FUZZ_MAIN ?= test/fuzz/replay.c

$(BUILD)/fuzz/%: test/fuzz/%.c test/fuzz/harness.c test/fuzz/harness.h \
    test/fuzz/replay.c $(BUILD)/libta.a Makefile
	@mkdir -p $(@D)
	$(CC) $(ta_cppflags) $(ta_cflags) $(ta_ldflags) -o $@ $< \
	    test/fuzz/harness.c $(FUZZ_MAIN) $(BUILD)/libta.a $(ta_libs)

# The tools with a shim between them and what they call; the libraries, too, so
# these are in the program.
shim_libs := -Wl,-Bstatic $(CSV_LIBS) -lyaml -ljansson -lbsd -lmd -Wl,-Bdynamic

$(BUILD)/shim/%: $(BUILD)/cmd/%.o $(BUILD)/test/faults/shim.o $(BUILD)/libta.a
	@mkdir -p $(@D)
	$(CC) $(ta_cflags) $(ta_ldflags) -Wl,@test/faults/wraps -o $@ $^ $(shim_libs)

-include $(wildcard $(BUILD)/lib/*/*.d $(BUILD)/cmd/*.d $(BUILD)/unit/*.d \
	$(BUILD)/test/faults/*.d)

# Everything that building and testing need, by the system's own packages.
deps_build := gcc make pkg-config libc6-dev libcsv-dev libyaml-dev libbsd-dev \
	libmd-dev libjansson-dev tzdata
deps_test := bats clang clang-format clang-tidy cppcheck shellcheck valgrind mandoc \
	bsdextrautils miller mawk sqlite3 jq time git parallel slurm-wlm
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)

deps:
	@if command -v apt-get >/dev/null 2>&1; then set -x; \
	$(SUDO) apt-get update -qq && \
	DEBIAN_FRONTEND=noninteractive $(SUDO) apt-get install -y -qq \
	    --no-install-recommends $(deps_build) $(deps_test); \
	else echo "There is no apt-get here. Install, by their Debian names:"; \
	echo "  to build: $(deps_build)"; \
	echo "  to test:  $(deps_test)"; fi

# The main job, from a form's export to the day's queue, as a table.
demo: all
	@examples/demo.sh $(BUILD)/bin

check: all $(units) $(faults) $(bench) $(fuzzers)
	@test/run.sh $(BUILD)

# At the end of a tool the leak checker looks at /proc, which a sandbox denies.
asan:
	TA_SANDBOX=off $(MAKE) BUILD=build-asan \
	    CFLAGS="-O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined \
	    -fno-sanitize-recover=all" HARDEN=-fPIE check

# A tool writes down what it has run when it ends, where a sandbox would not let it.
coverage:
	find $(BUILD)-coverage -name '*.gcda' -delete 2>/dev/null || true
	TA_SANDBOX=off $(MAKE) BUILD=$(BUILD)-coverage CFLAGS="-O0 -g --coverage" \
	    HARDEN=-fPIE check
	@test/coverage.sh $(BUILD)-coverage

# All tests with tools that keep a copy of what they say, and a look at it. No copy
# could be made in a sandbox.
canary: canary := $(abspath $(BUILD))-canary
canary:
	@rm -rf $(canary)/copies && mkdir -p $(canary)/copies
	$(CC) -std=c11 $(WARNINGS) $(HARDEN) $(CFLAGS) -c -o $(canary)/copy.o test/canary/copy.c
	TA_SANDBOX=off TA_COPIES=$(canary)/copies \
	    $(MAKE) BUILD=$(canary) LDFLAGS=$(canary)/copy.o check
	@test/canary/look.sh $(canary)

# Most tests with every tool under valgrind, those whose path matches VALGRIND_TESTS;
# with all, 4,000 runs of more than half a second.
valgrind:
	$(MAKE) BUILD=$(BUILD)-valgrind CFLAGS="-O1 -g" all units $(BUILD)-valgrind/bench/generate
	@test/valgrind/run.sh $(BUILD)-valgrind '$(VALGRIND_TESTS)'

units: $(units)

lint:
	clang-format --dry-run -Werror lib/*/*.[ch] cmd/*.c test/unit/*.[ch] \
	    test/bench/*.c test/faults/*.[ch] test/fuzz/*.[ch] test/canary/*.c
	clang-tidy --quiet lib/*/*.c cmd/*.c -- -std=c11 $(ta_cppflags)
	cppcheck --quiet --error-exitcode=1 --std=c11 --inline-suppr \
	    --enable=warning,performance,portability $(filter -D%,$(ta_cppflags)) \
	    -Ilib lib cmd
	shellcheck test/*.sh test/*.bash test/*.bats test/bench/*.sh test/faults/*.sh \
	    test/fuzz/*.sh test/canary/*.sh test/valgrind/*.sh examples/*.sh examples/scale/*.sh .ci/run
	mandoc -Tlint -Wwarning $(mans)
	test/lint.sh

# Only gcc has this analyser: it is asked whatever compiler builds.
analyze:
	@test/analyze.sh gcc $(ta_cppflags) $(ta_cflags)

# The vectors of ARM, on any machine: by qemu-user, gcc-aarch64-linux-gnu and libc6-dev-arm64-cross.
neon:
	@mkdir -p $(BUILD)
	aarch64-linux-gnu-gcc -std=c11 $(WARNINGS) -O2 -static -Ilib -o $(BUILD)/neon test/unit/test-block.c
	qemu-aarch64 $(BUILD)/neon | awk '{ print } !/^(ok|1\.\.)/ { bad = 1 } END { exit bad || NR < 4 }'

# BENCH_SIZES="10000 100000 1000000" for all that is measured; see its README.
bench: all $(bench)
	@test/bench/run.sh $(BUILD)

# FAULTS_SEEDS: how many damaged ledgers are tried, and thirty times as many
# calls that fail; with all it takes about a quarter of an hour.
FAULTS_SEEDS ?= 2000
faults: all $(faults) $(bench)
	@test/faults/run.sh $(BUILD) $(FAULTS_SEEDS)

# FUZZ_SECONDS: how long each fuzzer runs. What it has come to know is kept in
# the build folder, where the next run goes on.
FUZZ_SECONDS ?= 60
fuzz:
	$(MAKE) BUILD=$(BUILD)-fuzz CC=clang FUZZ_MAIN=-fsanitize=fuzzer \
	    CFLAGS="-O1 -g -fno-omit-frame-pointer -fno-sanitize-recover=all \
	    -fsanitize=fuzzer-no-link,address,undefined" HARDEN=-fPIE fuzzers
	@test/fuzz/run.sh $(BUILD)-fuzz $(FUZZ_SECONDS)

fuzzers: $(fuzzers)

install: all
	$(INSTALL) -d $(DESTDIR)$(bindir) $(DESTDIR)$(docdir)
	$(INSTALL) -m 755 $(bins) $(DESTDIR)$(bindir)
	for page in $(mans); do \
	    $(INSTALL) -d $(DESTDIR)$(mandir)/man$${page##*.} && \
	    $(INSTALL) -m 644 $$page $(DESTDIR)$(mandir)/man$${page##*.}; done
	$(INSTALL) -m 644 README.md LICENSE CHANGELOG.md $(DESTDIR)$(docdir)
	$(INSTALL) -m 644 lib/policy/default-policy.yaml $(DESTDIR)$(docdir)
	for file in $$(find examples -type f); do \
	    mode=644; [ ! -x $$file ] || mode=755; \
	    $(INSTALL) -d $(DESTDIR)$(docdir)/$${file%/*} && \
	    $(INSTALL) -m $$mode $$file $(DESTDIR)$(docdir)/$$file; done

uninstall:
	rm -f $(addprefix $(DESTDIR)$(bindir)/,$(tools))
	for page in $(mans); do \
	    rm -f $(DESTDIR)$(mandir)/man$${page##*.}/$${page##*/}; done
	rm -rf $(DESTDIR)$(docdir)
	[ -z "$(DESTDIR)" ] || find $(DESTDIR) -mindepth 1 -type d -empty -delete

dist:
	git archive --prefix=ta-utils-$(VERSION)/ \
	    -o ta-utils-$(VERSION).tar.gz HEAD

clean:
	rm -rf build build-*

help:
	@printf '%s\n' \
	"make            the library and the tools, in $(BUILD)/bin" \
	"make deps       install what building and testing need" \
	"make demo       the main job on examples/, shown as a table" \
	"make check      all tests; make asan: the same under sanitizers" \
	"make coverage   the tests, and which lines they have run" \
	"make canary     the tests, and whether any message had a value of a record" \
	"make valgrind   most tests under valgrind (4,000 runs, more than half an hour)" \
	"make lint       format, analysers, manuals, layers" \
	"make analyze    gcc's analyser over the library and the tools" \
	"make neon       the vectors of ARM, by an emulator" \
	"make faults     the slow proof: kills, damage, calls that fail (15 minutes)" \
	"make fuzz       fuzz every reader, FUZZ_SECONDS each (60)" \
	"make bench      time the tools beside others (a few minutes)" \
	"make install    to DESTDIR, prefix $(prefix); make uninstall" \
	"make dist       a tarball of HEAD; make clean: remove what was built"

.PHONY: all deps demo check asan coverage canary valgrind units lint analyze neon faults fuzz fuzzers bench install uninstall dist clean help
.SECONDARY:
