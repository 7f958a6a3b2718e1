#!/usr/bin/env bash
# The schemas of `ta-policy --schema` and `ta-map --schema`, as an editor uses them: every policy and map of the examples and
# the tests, those within test cases too, and each good policy with one key after another misspelt, as the tools load them
# and as ajv sees them. check.js says what is compared. The last line counts.
#
#     run.sh BUILD
set -u -o pipefail

build=$(cd "${1:-build}" && pwd) || exit 2
here=$(cd "$(dirname "$0")" && pwd) || exit 2
root=$(cd "$here/../../.." && pwd) || exit 2
for program in node npm; do
  command -v "$program" >/dev/null || { echo "there is no $program here (make deps-schema): nothing was tried" >&2; exit 2; }
done
[ -d "$build/schema/node_modules/ajv" ] || { echo "there is no ajv (make deps-schema): nothing was tried" >&2; exit 2; }
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
unset TA_POLICY TA_SWITCHES
export TZ=UTC LC_ALL=C TA_TODAY=2026-11-24

# What the tests give to the tools; those of little but time and memory have no others.
export TA_KEPT=$work/kept TA_WATCHED=$build
mkdir -p "$TA_KEPT" "$work/watched/bin"
chmod 1777 "$TA_KEPT"
ln -s "$build/unit" "$build/bench" "$build/faults" "$build/shim" "$work/watched"
for tool in "$build"/bin/ta-*; do
  cp "$here/tool.sh" "$work/watched/bin/${tool##*/}"
done
tests='^policy ^grammar ^views ^map ^exports ^events ^switches ^history ^reply ^report ^page ^explain ^join ^lenient ^log ^words'
tests+=' ^ics ^answers ^mishaps ^hostile ^manuals'
"$root/test/run.sh" "$work/watched" "${SCHEMA_TESTS:-$tests}" >"$work/tests" 2>&1 ||
  { tail -n 20 "$work/tests"; exit 2; }

# The examples, the test data, and the built-in policy.
"$build/bin/ta-policy" >"$work/kept/policy-built-in.yaml"
for edit in "$root"/test/data/policy-bad/*.sed; do
  name=${edit##*/}
  sed -f "$edit" "$work/kept/policy-built-in.yaml" >"$work/kept/policy-bad-${name%.sed}.yaml"
done
for file in "$root"/test/data/policy-bad/*.yaml; do cp "$file" "$work/kept/policy-bad-${file##*/}"; done
for file in "$root"/test/data/map-bad/*.yaml; do cp "$file" "$work/kept/map-bad-${file##*/}"; done
for file in "$root"/examples/{maps,desk/maps}/*.yaml; do cp "$file" "$work/kept/map-example-${file##*/}"; done
for file in "$root"/examples/{policies/*,site-policy}.yaml "$root"/test/data/doubts/policy.yaml; do
  cp "$file" "$work/kept/policy-example-${file##*/}"
done

cd "$work" || exit 2
NODE_PATH=$build/schema/node_modules PATH=$build/bin:$PATH node "$here/check.js" kept
