# ta-utils: the whole build. `make help` lists the targets.

VERSION := $(shell cat VERSION)
BUILD ?= build

PREFIX ?= /usr/local
prefix ?= $(PREFIX)
bindir ?= $(prefix)/bin
mandir ?= $(prefix)/share/man
docdir ?= $(prefix)/share/doc/ta-utils
schemadir ?= $(prefix)/share/ta
bashcompdir ?= $(prefix)/share/bash-completion/completions
zshcompdir ?= $(prefix)/share/zsh/site-functions
fishcompdir ?= $(prefix)/share/fish/vendor_completions.d
sysconfdir ?= /etc
INSTALL ?= install

# What runs a program of another processor, where the build is for one: EMULATOR=qemu-aarch64.
EMULATOR ?=

# What asks pkg-config is expanded late: `make deps demo` installs it first.
PKGS := yaml-0.1 libbsd-overlay nettle jansson
PKG_CONFIG ?= pkg-config
CSV_LIBS ?= -lcsv
CFLAGS ?= -O2 -g
WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wmissing-prototypes \
	-Wstrict-prototypes -Wpointer-arith -Wwrite-strings -Wformat=2 -Wvla \
	-Wconversion -Wno-missing-field-initializers
HARDEN := -fstack-protector-strong -D_FORTIFY_SOURCE=2 -fPIE
ta_cppflags = -Ilib -D_POSIX_C_SOURCE=200809L -D_DEFAULT_SOURCE \
	-DTA_VERSION='"$(VERSION)"' -DTA_SYSCONFDIR='"$(sysconfdir)"' \
	$(shell $(PKG_CONFIG) --cflags $(PKGS)) $(CPPFLAGS)
# The folder of the build is in no file that it makes.
ta_cflags = -std=c11 $(WARNINGS) $(HARDEN) -ffile-prefix-map=$(CURDIR)=. $(CFLAGS)
ta_ldflags = -pie -Wl,-z,relro,-z,now -Wl,--as-needed $(LDFLAGS)
ta_libs = $(shell $(PKG_CONFIG) --libs $(PKGS)) $(CSV_LIBS) $(LDLIBS)

tools := $(patsubst cmd/%.c,%,$(sort $(wildcard cmd/*.c)))
bins := $(addprefix $(BUILD)/bin/,$(tools))
own_objs := $(patsubst lib/%.c,$(BUILD)/lib/%.o,$(sort $(wildcard lib/*/*.c)))
objs := $(own_objs) $(BUILD)/lib/policy/default-policy.o $(BUILD)/lib/policy/default-tree.o \
	$(BUILD)/lib/board/style.o
mans := $(wildcard man/*.[157])
completions := $(foreach tool,$(tools),$(addprefix $(BUILD)/completions/,\
	bash/$(tool) zsh/_$(tool) fish/$(tool).fish))

schemas := $(BUILD)/schemas/policy.schema.json $(BUILD)/schemas/map.schema.json

all: $(bins) $(completions) $(schemas)

$(BUILD)/bin/%: $(BUILD)/cmd/%.o $(BUILD)/libta.a
	@mkdir -p $(@D)
	$(CC) $(ta_cflags) $(ta_ldflags) -o $@ $^ $(ta_libs)

$(BUILD)/libta.a: $(objs)
	rm -f $@
	$(AR) rcs $@ $^

$(BUILD)/%.o: %.c Makefile VERSION
	@mkdir -p $(@D)
	$(CC) $(ta_cppflags) $(ta_cflags) -MMD -MP -c -o $@ $<

# The policy, which ta-policy prints, and the style of pages become C arrays.
# $(call array,NAME)
define array
	@mkdir -p $(@D)
	{ echo '#include <stddef.h>'; \
	echo 'extern const char $(1)[];'; \
	echo 'extern const size_t $(1)_size;'; \
	echo 'const char $(1)[] = {'; \
	od -An -v -to1 $< | sed "s/\([0-7]\{1,\}\)/'\\\\\\1',/g"; \
	echo '}; const size_t $(1)_size = sizeof($(1));'; \
	} > $@
endef

$(BUILD)/lib/policy/default-policy.c: lib/policy/default-policy.yaml
	$(call array,ta_default_policy)
$(BUILD)/lib/board/style.c: lib/board/page.css
	$(call array,ta_page_style)

# It is also parsed, now and not at each start; its nodes are loaded like those of any file.
$(BUILD)/libembed.a: $(own_objs)
	rm -f $@
	$(AR) rcs $@ $^

$(BUILD)/embed: $(BUILD)/lib/policy/embed/embed.o $(BUILD)/libembed.a
	$(CC) $(ta_cflags) $(ta_ldflags) -o $@ $^ $(ta_libs)

$(BUILD)/lib/policy/default-tree.c: lib/policy/default-policy.yaml $(BUILD)/embed
	$(EMULATOR) $(BUILD)/embed $< 'built-in policy' > $@.new && mv $@.new $@

$(BUILD)/lib/%.o: $(BUILD)/lib/%.c
	$(CC) $(ta_cppflags) $(ta_cflags) -c -o $@ $<

# What shells complete is printed from the tools' own tables of options.
$(BUILD)/complete/%: $(BUILD)/cmd/%.o $(BUILD)/lib/tool/completions/completions.o $(BUILD)/libta.a
	@mkdir -p $(@D)
	$(CC) $(ta_cflags) $(ta_ldflags) -Wl,--wrap=ta_cli_parse -o $@ $^ $(ta_libs)

complete = @mkdir -p $(@D) && $(EMULATOR) $< $(1) > $@.new && mv $@.new $@
$(BUILD)/completions/bash/%: $(BUILD)/complete/%
	$(call complete,bash)
$(BUILD)/completions/zsh/_%: $(BUILD)/complete/%
	$(call complete,zsh)
$(BUILD)/completions/fish/%.fish: $(BUILD)/complete/%
	$(call complete,fish)

# What editors know of a policy and of a map.
$(BUILD)/schemas/%.schema.json: $(BUILD)/bin/ta-%
	@mkdir -p $(@D)
	$(EMULATOR) $< --schema > $@.new && mv $@.new $@

-include $(wildcard $(BUILD)/lib/*/*.d $(BUILD)/lib/*/*/*.d $(BUILD)/cmd/*.d)

# Everything that building and testing need, by the system's own packages.
deps_build := gcc make pkg-config libc6-dev libcsv-dev libyaml-dev libbsd-dev \
	nettle-dev libjansson-dev tzdata
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)

# $(call get,PACKAGES): installs them, or names them where there is no apt-get.
get = @if command -v apt-get >/dev/null 2>&1; then set -x; \
	$(SUDO) apt-get update -qq && \
	DEBIAN_FRONTEND=noninteractive $(SUDO) apt-get install -y -qq \
	    --no-install-recommends $(1); \
	else echo "There is no apt-get here. Install, by Debian's names: $(1)"; fi

deps:
	$(call get,$(deps_build) $(deps_test))

# The main job, from a form's export to the day's queue, as a table.
demo: all
	@examples/demo.sh $(BUILD)/bin

# What tests and proofs build, and those that take longer than `check`.
include test/proof.mk

# T="sort csv" for the tests alone whose names match one of these words.
check: all $(tested)
	@test/run.sh $(BUILD) '$(T)'

install: all
	$(INSTALL) -d $(DESTDIR)$(bindir) $(DESTDIR)$(docdir)
	$(INSTALL) -m 755 $(bins) $(DESTDIR)$(bindir)
	for page in $(mans); do \
	    $(INSTALL) -d $(DESTDIR)$(mandir)/man$${page##*.} && \
	    $(INSTALL) -m 644 $$page $(DESTDIR)$(mandir)/man$${page##*.}; done
	$(INSTALL) -d $(addprefix $(DESTDIR),$(bashcompdir) $(zshcompdir) $(fishcompdir))
	$(INSTALL) -m 644 $(BUILD)/completions/bash/ta-* $(DESTDIR)$(bashcompdir)
	$(INSTALL) -m 644 $(BUILD)/completions/zsh/_ta-* $(DESTDIR)$(zshcompdir)
	$(INSTALL) -m 644 $(BUILD)/completions/fish/ta-* $(DESTDIR)$(fishcompdir)
	$(INSTALL) -d $(DESTDIR)$(schemadir)
	$(INSTALL) -m 644 $(schemas) $(DESTDIR)$(schemadir)
	$(INSTALL) -m 644 README.md LICENSE CHANGELOG.md SECURITY.md $(DESTDIR)$(docdir)
	$(INSTALL) -m 644 lib/policy/default-policy.yaml $(DESTDIR)$(docdir)
	find examples -type f | while IFS= read -r file; do \
	    mode=644; [ ! -x "$$file" ] || mode=755; \
	    $(INSTALL) -D -m $$mode "$$file" "$(DESTDIR)$(docdir)/$$file" || exit 1; done

uninstall:
	rm -f $(addprefix $(DESTDIR)$(bindir)/,$(tools)) \
	    $(addprefix $(DESTDIR)$(bashcompdir)/,$(tools)) \
	    $(addprefix $(DESTDIR)$(zshcompdir)/_,$(tools)) \
	    $(patsubst %,$(DESTDIR)$(fishcompdir)/%.fish,$(tools))
	for page in $(mans); do \
	    rm -f $(DESTDIR)$(mandir)/man$${page##*.}/$${page##*/}; done
	rm -f $(addprefix $(DESTDIR)$(schemadir)/,$(notdir $(schemas)))
	rm -rf $(DESTDIR)$(docdir)
	[ -z "$(DESTDIR)" ] || find $(DESTDIR) -mindepth 1 -type d -empty -delete

# The same commit gives the same bytes, whoever packs it, where and when.
dist: name := ta-utils-$(VERSION)
dist: epoch = $(or $(SOURCE_DATE_EPOCH),$(shell git log -1 --format=%ct))
dist:
	rm -rf $(BUILD)/dist && mkdir -p $(BUILD)/dist/$(name)
	git archive HEAD | tar -x -C $(BUILD)/dist/$(name)
	LC_ALL=C tar -C $(BUILD)/dist --sort=name --format=ustar --owner=0 --group=0 \
	    --numeric-owner --mode=go=u,go-w --mtime=@$(epoch) -c $(name) | \
	    gzip -9n > $(name).tar.gz

clean:
	rm -rf build build-*

help:
	@printf '%s\n' \
	"make            the library and the tools, in $(BUILD)/bin" \
	"make deps       install what building and testing need" \
	"make demo       the main job on examples/, shown as a table" \
	"make check      all tests; make check T='sort csv': those of these names" \
	"make install    to DESTDIR, prefix $(prefix); make uninstall" \
	"make dist       a tarball of HEAD, alike each time; make clean: remove what was built" \
	$(proof_help)

.PHONY: all deps demo check install uninstall dist clean help
.SECONDARY:
