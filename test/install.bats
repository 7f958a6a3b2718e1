#!/usr/bin/env bats
# What make installs: all of it runs and reads from there, and nothing of it stays.

load helper

# make in a copy of the tree's build, so that nothing is built twice or elsewhere
install_make() {
  make -s -C "$root" BUILD="$(dirname "$(dirname "$(command -v ta-due)")")" "$@" >log 2>&1 ||
    { cat log; return 1; }
}

# listing FOLDER: every file in it, with its mode.
listing() {
  (cd "$1" && find . ! -type d -printf '%P %m\n' | sort)
}

tools='ta-submit ta-log ta-map ta-history ta-validate ta-due ta-prioritize ta-route ta-reply ta-report ta-forget ta-policy'

@test "install: tools, manuals, documents, where GNU says and nowhere else" {
  install_make DESTDIR="$PWD/stage" install
  listing stage >files
  for tool in $tools; do
    grep -qx "usr/local/bin/$tool 755" files
    grep -qx "usr/local/share/man/man1/$tool.1 644" files
    # completions of bash, zsh and fish
    for file in bash-completion/completions/$tool zsh/site-functions/_$tool fish/vendor_completions.d/$tool.fish; do
      grep -qx "usr/local/share/$file 644" files
    done
  done
  for page in man5/ta-policy.5 man5/ta-record.5 man7/ta.7; do
    grep -qx "usr/local/share/man/$page 644" files
  done
  for file in policy map; do
    grep -qx "usr/local/share/ta/$file.schema.json 644" files
    cmp <("ta-$file" --schema) "stage/usr/local/share/ta/$file.schema.json"
  done
  run grep -vE '^usr/local/(bin/ta-|share/man/man[157]/ta|share/doc/ta-utils/|share/ta/(policy|map)[.]schema[.]json 644$|share/(bash-completion/completions/|zsh/site-functions/_|fish/vendor_completions.d/)ta-)' files
  [ -z "$output" ]
}

@test "install: an example that is a program is one there too" {
  install_make DESTDIR="$PWD/stage" install
  (cd "$examples" && find . -type f -perm -u+x -printf '%P\n') >programs
  [ -s programs ]
  while read -r program; do
    [ -x "stage/usr/local/share/doc/ta-utils/examples/$program" ] ||
      { echo "$program lost its mode"; return 1; }
  done <programs
}

@test "install: the examples are whole, those with blanks in their names, too" {
  install_make DESTDIR="$PWD/stage" install
  diff -r "$examples" stage/usr/local/share/doc/ta-utils/examples
}

@test "install: the policy and its table of cases are there, and agree" {
  install_make DESTDIR="$PWD/stage" install
  cd stage/usr/local/share/doc/ta-utils
  run -0 ta-policy -p default-policy.yaml --test examples/cases.csv
}

@test "install: prefix, bindir and mandir are respected" {
  install_make DESTDIR="$PWD/stage" prefix=/opt/ta bindir=/opt/ta/tools \
    mandir=/opt/manuals install
  [ -x stage/opt/ta/tools/ta-due ]
  [ -f stage/opt/manuals/man1/ta-due.1 ]
  [ ! -e stage/usr ]
  install_make DESTDIR="$PWD/stage" prefix=/opt/ta bindir=/opt/ta/tools \
    mandir=/opt/manuals uninstall
  [ -z "$(find stage ! -type d)" ]
}

@test "install: the installed tools are whole: the pipe runs, with no tree beside it" {
  install_make DESTDIR="$PWD/stage" install
  pipe "$examples/google-forms.csv" >wanted 2>/dev/null
  cp "$examples/google-forms.csv" .
  PATH=$PWD/stage/usr/local/bin:/usr/bin:/bin
  [ "$(command -v ta-due)" = "$PWD/stage/usr/local/bin/ta-due" ]
  [ "$(ta-due --received 2027-12-10)" = 2028-01-04 ]
  pipe google-forms.csv >got 2>/dev/null
  same wanted got
  ta-policy | same - stage/usr/local/share/doc/ta-utils/default-policy.yaml
  for tool in $tools; do
    ldd "stage/usr/local/bin/$tool" >libraries
    run ! grep -E 'not found|libta' libraries
  done
}

@test "uninstall: not a file is left, and what was there before stays" {
  mkdir -p stage/usr/local/bin stage/usr/local/share/man/man1
  echo other >stage/usr/local/bin/ta-other
  echo other >stage/usr/local/share/man/man1/other.1
  listing stage >before
  install_make DESTDIR="$PWD/stage" install
  [ "$(listing stage | wc -l)" -gt 20 ]
  install_make DESTDIR="$PWD/stage" uninstall
  listing stage >after
  same before after
  # a second one has nothing to do, and says so by succeeding
  install_make DESTDIR="$PWD/stage" uninstall
}

@test "uninstall: leaves none of its folders" {
  install_make DESTDIR="$PWD/stage" install
  install_make DESTDIR="$PWD/stage" uninstall
  run find stage -name 'ta-utils*'
  [ -z "$output" ]
}

@test "install: twice is once" {
  install_make DESTDIR="$PWD/stage" install
  listing stage >before
  install_make DESTDIR="$PWD/stage" install
  listing stage >after
  same before after
}

@test "dist: a tarball of the tree that builds" {
  command -v git && git -C "$root" rev-parse --git-dir || {
    # an unpacked tarball has no history to make another of
    return 0
  }
  version=$(cat "$root/VERSION")
  # dist is run on a clone, so that the tree under test gets no tarball
  git clone -q "$root" clone
  make -s -C clone dist
  tar -xzf "clone/ta-utils-$version.tar.gz" -C .
  for file in Makefile VERSION README.md LICENSE lib/policy/default-policy.yaml test/run.sh; do
    [ -f "ta-utils-$version/$file" ]
  done
  run find "ta-utils-$version" -name '*.o' -o -name 'build*' -type d
  [ -z "$output" ]
}

@test "dist: the same commit gives the same bytes, in any folder, mask, zone and locale, as any user" {
  git -C "$root" rev-parse --git-dir || return 0
  tarball=ta-utils-$(cat "$root/VERSION").tar.gz
  git clone -q "$root" first
  make -s -C first dist
  (umask 022 && git clone -q "$root" other/folder/second)
  git -C other/folder/second config tar.umask 0
  find other/folder/second -exec touch -h -d '2001-02-03' {} +
  (umask 002 && TZ=Asia/Tokyo LC_ALL=C.UTF-8 make -s -C other/folder/second dist)
  same "first/$tarball" "other/folder/second/$tarball"
  # its times are those of the commit, or what SOURCE_DATE_EPOCH says
  tar --utc --full-time -tvzf "first/$tarball" | awk '{ print $2, $4, $5 }' | sort -u >stamps
  [ "$(cat stamps)" = "0/0 $(TZ=UTC git -C "$root" log -1 --date=format-local:'%Y-%m-%d %H:%M:%S' --format=%cd)" ]
  SOURCE_DATE_EPOCH=1000000000 make -s -C first dist
  run ! cmp "first/$tarball" "other/folder/second/$tarball"
  # a gzip header has no name and no time
  [ "$(od -An -tx1 -j3 -N5 "first/$tarball" | tr -d ' ')" = 0000000000 ]
}
