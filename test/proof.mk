# What proves more than `make check` does, and what only tests build. Included by
# the Makefile, whose flags it uses.

# What testing needs, by the system's own packages.
deps_test := bats clang gnuplot-nox libclang-rt-dev clang-format clang-tidy cppcheck shellcheck \
	valgrind mandoc bsdextrautils acl miller mawk sqlite3 jq time git perl parallel mblaze \
	zsh fish

units := $(patsubst test/unit/%.c,$(BUILD)/unit/%,$(wildcard test/unit/*.c))
bench := $(patsubst test/bench/%.c,$(BUILD)/bench/%,$(wildcard test/bench/*.c))
faults := $(patsubst %,$(BUILD)/faults/%,ledger damage inject) \
	$(addprefix $(BUILD)/shim/,$(tools))
fuzzers := $(patsubst test/proof/fuzz/%.c,$(BUILD)/fuzz/%,\
	$(wildcard test/proof/fuzz/fuzz-*.c))
tested := $(units) $(faults) $(bench) $(fuzzers)

units: $(units)
fuzzers: $(fuzzers)

$(BUILD)/unit/%: test/unit/%.c $(BUILD)/libta.a Makefile test/proof.mk
	@mkdir -p $(@D)
	$(CC) $(ta_cppflags) $(ta_cflags) $(ta_ldflags) -MMD -MP -o $@ \
	    $< $(BUILD)/libta.a $(ta_libs)

$(BUILD)/bench/%: test/bench/%.c Makefile test/proof.mk
	@mkdir -p $(@D)
	$(CC) $(ta_cppflags) -std=c11 -O2 -o $@ $< $(CSV_LIBS) \
	    $(shell $(PKG_CONFIG) --libs yaml-0.1)

# The limit of the ledger, where simdjson is: C++ is nowhere else.
$(BUILD)/bench/ledger: test/bench/ledger.cpp Makefile test/proof.mk
	@mkdir -p $(@D)
	$(CXX) -std=c++17 -O2 -o $@ $< $(shell $(PKG_CONFIG) --libs simdjson)

$(BUILD)/faults/%: test/proof/faults/%.c test/proof/faults/plan.h \
    Makefile test/proof.mk
	@mkdir -p $(@D)
	$(CC) $(ta_cppflags) $(ta_cflags) $(ta_ldflags) -o $@ $< $(ta_libs)

# What calls a fuzzer: a main that feeds it files, or libFuzzer (make fuzz).
FUZZ_MAIN ?= test/proof/fuzz/replay.c

$(BUILD)/fuzz/%: test/proof/fuzz/%.c test/proof/fuzz/harness.c \
    test/proof/fuzz/harness.h test/proof/fuzz/replay.c $(BUILD)/libta.a \
    Makefile test/proof.mk
	@mkdir -p $(@D)
	$(CC) $(ta_cppflags) $(ta_cflags) $(ta_ldflags) -o $@ $< \
	    test/proof/fuzz/harness.c $(FUZZ_MAIN) $(BUILD)/libta.a $(ta_libs)

# The tools with a shim between them and what they call; the libraries, too, so
# these are in the program.
# libmd is in none of the tools: libbsd's archive asks for it.
shim_libs := -Wl,-Bstatic $(CSV_LIBS) -lyaml -ljansson -lbsd -lmd -lnettle -Wl,-Bdynamic

$(BUILD)/shim/%: $(BUILD)/cmd/%.o $(BUILD)/test/proof/faults/shim.o \
    $(BUILD)/libta.a
	@mkdir -p $(@D)
	$(CC) $(ta_cflags) $(ta_ldflags) -Wl,@test/proof/faults/wraps -o $@ $^ \
	    $(shim_libs)

-include $(wildcard $(BUILD)/unit/*.d $(BUILD)/test/proof/faults/*.d)

# What looks at one file each looks at as many at once as there are processors.
lint: jobs := $(shell nproc)
lint:
	clang-format --dry-run -Werror $$(find lib cmd test -name '*.[ch]')
	printf '%s\n' lib/*/*.c cmd/*.c | xargs -P $(jobs) -I{} \
	    clang-tidy --quiet {} -- -std=c11 $(ta_cppflags)
	cppcheck -j $(jobs) --quiet --error-exitcode=1 --std=c11 --inline-suppr \
	    --enable=warning,performance,portability $(filter -D%,$(ta_cppflags)) \
	    -Ilib lib cmd
	shellcheck .ci/run debian/tests/demo debian/tests/desk debian/ta-utils.prerm $$(find test examples -name '*.*sh' -o -name '*.bats')
	mandoc -Tlint -Wwarning $(mans)
	test/lint.sh

# $(call another,BUILD,CFLAGS,WHAT): makes it in a build folder of its own. The
# sandbox is off there: the leak checker looks at /proc at the end of a tool, and
# what was run or said is written down then.
another = TA_SANDBOX=off $(MAKE) BUILD=$(1) CFLAGS="$(2)" $(3)

sanitized := -O1 -g -fno-omit-frame-pointer -fno-sanitize-recover=all
asan_cflags := $(sanitized) -fsanitize=address,undefined
fuzz_cflags := $(sanitized) -fsanitize=fuzzer-no-link,address,undefined

asan:
	$(call another,$(BUILD)-asan,$(asan_cflags),HARDEN=-fPIE check)

coverage:
	find $(BUILD)-coverage -name '*.gcda' -delete 2>/dev/null || true
	$(call another,$(BUILD)-coverage,-O0 -g --coverage,HARDEN=-fPIE check)
	@test/proof/coverage.sh $(BUILD)-coverage

# All tests with tools that keep a copy of what they say, and a look at it.
canary: canary := $(abspath $(BUILD))-canary
canary:
	@rm -rf $(canary)/copies && mkdir -p $(canary)/copies
	$(CC) -std=c11 $(WARNINGS) $(HARDEN) $(CFLAGS) -c -o $(canary)/copy.o \
	    test/proof/canary/copy.c
	TA_COPIES=$(canary)/copies $(call another,$(canary),$(CFLAGS),\
	    LDFLAGS=$(canary)/copy.o check)
	@test/proof/canary/look.sh $(canary)

# Most tests with every tool under valgrind, those whose name matches
# VALGRIND_TESTS; with all, 4,000 runs of more than half a second.
valgrind:
	$(call another,$(BUILD)-valgrind,-O1 -g,all units \
	    $(BUILD)-valgrind/bench/generate)
	@test/proof/valgrind/run.sh $(BUILD)-valgrind '$(VALGRIND_TESTS)'

# Only gcc has this analyser: it is asked whatever compiler builds.
analyze:
	@test/proof/analyze.sh gcc $(ta_cppflags) $(ta_cflags)

# BENCH_SIZES="10000 100000 1000000" for all that is measured; see its README.
bench: all $(bench) $(if $(shell $(PKG_CONFIG) --exists simdjson && echo is),$(BUILD)/bench/ledger)
	@NODE_PATH=$(abspath $(BUILD))/bench/node_modules:$$NODE_PATH; export NODE_PATH; \
	missed=0; for part in start desk run; do test/bench/$$part.sh $(BUILD) || missed=1; done; exit $$missed

# What few machines have: Slurm, which wants control groups, and so no container; an
# office; programs that carry and read mail; a browser; what makes a new system, and a compiler and an emulator for ARM.
# $(call npm,FOLDER): the packages of npm that the folder's lock file pins, in a build folder of its name.
npm = mkdir -p $(BUILD)/$(notdir $(1)) && \
	cp $(1)/package.json $(1)/package-lock.json $(BUILD)/$(notdir $(1)) && \
	npm ci --prefix $(BUILD)/$(notdir $(1)) --ignore-scripts --no-audit --no-fund

deps-faults:
	$(call get,slurm-wlm)
deps-spreadsheet:
	$(call get,libreoffice-calc-nogui)
deps-mail:
	$(call get,dovecot-imapd isync mblaze s-nail notmuch msmtp python3)
deps-browser:
	$(call get,chromium miller $(if $(shell command -v npm),,nodejs npm))
	$(call npm,test/browser)
deps-bench:
	$(call get,g++ libsimdjson-dev mawk miller sqlite3 jq time python3 csvkit $(if $(shell command -v npm),,nodejs npm))
	$(call npm,test/bench)
deps-schema:
	$(call get,$(if $(shell command -v npm),,nodejs npm))
	$(call npm,test/proof/schema)
deps-proof:
	$(call get,mmdebstrap qemu-user gcc-aarch64-linux-gnu libc6-dev-arm64-cross)

# Whether the tarball of HEAD is whole; T="install manuals" for some of its tests.
distcheck:
	@test/proof/distcheck.sh $(T)

# Whether the same sources give the same bytes, wherever and whenever they are built.
reproducible:
	@test/proof/reproducible.sh

# The Debian package of HEAD, in $(BUILD)/deb, by lintian and blhc; debcheck installs and purges it in a new Debian 12.
deps-deb:
	$(call get,debhelper dpkg-dev lintian blhc fakeroot $(deps_build) bats jq miller mmdebstrap)
deb:
	@test/proof/deb.sh $(BUILD)
debcheck:
	@test/proof/debcheck.sh $(BUILD)

# What the README says of a new machine, in a Debian 12 with git and make only. All
# tests, or those of FRESH_TESTS.
fresh:
	@test/proof/fresh.sh $(FRESH_TESTS)

# FAULTS_SEEDS: how many damaged ledgers are tried, and thirty times as many
# calls that fail; with all it takes about a quarter of an hour.
FAULTS_SEEDS ?= 2000
faults: all $(units) $(faults) $(bench)
	@test/proof/faults/run.sh $(BUILD) $(FAULTS_SEEDS)

# Exports and queues that an office has opened and saved.
spreadsheet: all
	@test/proof/spreadsheet.sh $(BUILD)

# Letters carried by a server and mbsync, sent by msmtp, and read by four readers.
mail: all
	@test/proof/mail/run.sh $(BUILD)

# The pages of ta-report in chromium, with axe. PICTURES is a folder that keeps what it saw.
browser: all $(BUILD)/bench/generate
	@test/browser/run.sh $(BUILD) $(PICTURES)

# Every policy and map of the examples and tests, as the tools and as an editor sees them. SCHEMA_TESTS chooses the tests.
schema: all $(units) $(bench)
	@test/proof/schema/run.sh $(BUILD)

# Requests by chance, decided by the tools and by what the page says. ORACLE_SEED
# chooses others, and the day.
ORACLE_N ?= 20000
ORACLE_SEED ?= 1
oracle: all
	@test/proof/oracle.sh $(BUILD) $(ORACLE_N) $(ORACLE_SEED)

# FUZZ_SECONDS: how long each fuzzer runs. What it has come to know is kept in
# the build folder, where the next run goes on.
FUZZ_SECONDS ?= 60
fuzz:
	$(call another,$(BUILD)-fuzz,$(fuzz_cflags),CC=clang \
	    FUZZ_MAIN=-fsanitize=fuzzer HARDEN=-fPIE fuzzers)
	@test/proof/fuzz/run.sh $(BUILD)-fuzz $(FUZZ_SECONDS)

# Another libc, and another processor: the library and the tools in a new Debian 12; T for other tests than units and triples.
musl aarch64:
	@test/proof/ports.sh $@ $(T)

# The vectors of ARM, on any machine, by an emulator.
neon:
	@mkdir -p $(BUILD)
	aarch64-linux-gnu-gcc -std=c11 $(WARNINGS) -O2 -static -Ilib \
	    -o $(BUILD)/neon test/unit/test-block.c
	qemu-aarch64 $(BUILD)/neon | \
	    awk '{ print } !/^(ok|1\.\.)/ { bad = 1 } END { exit bad || NR < 4 }'

proof_help = "What proves more than make check:" \
	"make lint       format, analysers, manuals, rooms" \
	"make asan       the tests under sanitizers" \
	"make fresh      what the README says of a new machine, in a new Debian 12" \
	"make distcheck  the tarball alone, without git: tests, install, uninstall; T for some tests" \
	"make reproducible two builds in other folders, times and locales, compared (a minute)" \
	"make deb        the Debian package, in $(BUILD)/deb (minutes); debcheck: installed and purged in a new Debian 12" \
	"make coverage   the tests, and which lines they have run" \
	"make canary     the tests, and whether any message had a value of a record" \
	"make valgrind   most tests under valgrind (4,000 runs, more than half an hour)" \
	"make analyze    gcc's analyser over the library and the tools" \
	"make neon       the vectors of ARM, by an emulator" \
	"make musl       units and triples with another libc; make aarch64: by another processor, emulated" \
	"make faults     the slow proof: kills, damage, calls that fail (15 minutes)" \
	"make fuzz       fuzz every reader, FUZZ_SECONDS each ($(FUZZ_SECONDS))" \
	"make bench      time the tools beside others (a few minutes)" \
	"make oracle     ORACLE_N requests by chance ($(ORACLE_N)), decided a second time from the page" \
	"make spreadsheet exports and queues that LibreOffice has saved (a minute)" \
	"make mail       letters in real mail, and readers of mail (half a minute)" \
	"make browser    the pages of ta-report in chromium, with axe (two minutes)" \
	"make schema     every policy and map of the tests by ajv, an editor's eyes (some minutes)" \
	"make deps-proof what fresh, musl, aarch64 and neon need; deps-faults: Slurm, for faults;" \
	"                deps-spreadsheet: LibreOffice; deps-mail: programs of mail;" \
	"                deps-bench: what bench compares with; deps-browser: chromium, node and two packages" \
	"                of npm; deps-schema: node and two others; deps-deb: what makes packages"

.PHONY: units fuzzers lint asan coverage canary valgrind analyze bench faults fuzz oracle spreadsheet deps-spreadsheet mail deps-mail \
	browser deps-browser deps-bench schema deps-schema neon musl aarch64 fresh distcheck reproducible deps-deb deb debcheck \
	deps-faults deps-proof
