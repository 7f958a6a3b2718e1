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

PKGS := yaml-0.1 libbsd-overlay libmd
PKG_CONFIG ?= pkg-config
CSV_LIBS ?= -lcsv
CFLAGS ?= -O2 -g
WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wmissing-prototypes \
	-Wstrict-prototypes -Wpointer-arith -Wwrite-strings -Wformat=2 -Wvla \
	-Wconversion
HARDEN := -fstack-protector-strong -D_FORTIFY_SOURCE=2 -fPIE
ta_cppflags := -Ilib -D_POSIX_C_SOURCE=200809L -D_DEFAULT_SOURCE \
	-DTA_VERSION='"$(VERSION)"' -DTA_SYSCONFDIR='"$(sysconfdir)"' \
	$(shell $(PKG_CONFIG) --cflags $(PKGS)) $(CPPFLAGS)
ta_cflags := -std=c11 $(WARNINGS) $(HARDEN) $(CFLAGS)
ta_ldflags := -pie -Wl,-z,relro,-z,now -Wl,--as-needed $(LDFLAGS)
ta_libs := $(shell $(PKG_CONFIG) --libs $(PKGS)) $(CSV_LIBS) $(LDLIBS)

tools := $(patsubst cmd/%.c,%,$(wildcard cmd/*.c))
bins := $(addprefix $(BUILD)/bin/,$(tools))
objs := $(patsubst lib/%.c,$(BUILD)/lib/%.o,$(wildcard lib/*.c)) \
	$(BUILD)/lib/default-policy.o
units := $(patsubst test/unit/%.c,$(BUILD)/unit/%,$(wildcard test/unit/*.c))
bench := $(BUILD)/bench/generate $(BUILD)/bench/copy
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
$(BUILD)/lib/default-policy.c: lib/default-policy.yaml
	@mkdir -p $(@D)
	{ echo '#include <stddef.h>'; \
	echo 'extern const char ta_default_policy[];'; \
	echo 'extern const size_t ta_default_policy_size;'; \
	echo 'const char ta_default_policy[] = {'; \
	od -An -v -td1 $< | sed 's/\(-\{0,1\}[0-9]\{1,\}\)/\1,/g'; \
	echo '};'; \
	echo 'const size_t ta_default_policy_size = sizeof(ta_default_policy);'; \
	} > $@

$(BUILD)/lib/default-policy.o: $(BUILD)/lib/default-policy.c
	$(CC) $(ta_cppflags) $(ta_cflags) -c -o $@ $<

$(BUILD)/unit/%: test/unit/%.c $(BUILD)/libta.a Makefile
	@mkdir -p $(@D)
	$(CC) $(ta_cppflags) $(ta_cflags) $(ta_ldflags) -MMD -MP -o $@ \
	    $< $(BUILD)/libta.a $(ta_libs)

$(BUILD)/bench/%: test/bench/%.c Makefile
	@mkdir -p $(@D)
	$(CC) $(ta_cppflags) -std=c11 -O2 -o $@ $< $(CSV_LIBS)

-include $(wildcard $(BUILD)/lib/*.d $(BUILD)/cmd/*.d $(BUILD)/unit/*.d)
