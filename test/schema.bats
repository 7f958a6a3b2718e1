#!/usr/bin/env bats
# The schemas that ta-policy and ta-map print for editors, as far as they can be looked at without a validator: `make
# schema` has ajv read every policy and map of the tests.

load helper

# ask FILTER: what jq says of both schemas.
ask() {
  { ta-policy --schema; ta-map --schema; } | jq -c "$@"
}

@test "schemas: JSON of draft 2020-12, the same bytes each time, small, with an id that is nowhere on the net" {
  [ "$(ask '.["$schema"]' | sort -u)" = '"https://json-schema.org/draft/2020-12/schema"' ]
  [ "$(ask '.["$id"]' | tr '\n' ' ')" = '"urn:ta-utils:policy" "urn:ta-utils:map" ' ]
  for tool in ta-policy ta-map; do
    cmp <($tool --schema) <($tool --schema)
    [ "$($tool --schema | wc -l)" -eq 1 ]
    [ "$($tool --schema | wc -c)" -lt 60000 ]
  done
}

@test "schemas: no policy is read, so that a broken one is no hindrance, and neither is an export" {
  ta-policy --schema >good
  echo 'version: two' >broken.yaml
  TA_POLICY=broken.yaml run -0 --separate-stderr ta-policy --schema
  cmp good <(printf '%s\n' "$output")
  # shellcheck disable=SC2154 # set by run
  [ -z "$stderr" ]
  TA_POLICY=broken.yaml run -0 ta-map --schema
}

@test "schemas: every key has a sentence, every name is defined once, every definition is used" {
  ask '[.. | objects | select(has("properties") and has("additionalProperties")) | .properties[] | objects |
    select(.description == null)] | length' >without
  [ "$(cat without)" = $'0\n0' ]
  for tool in ta-policy ta-map; do
    $tool --schema | jq -r '.["$defs"] | keys[]' | sort >defined
    $tool --schema | jq -r '.. | objects | .["$ref"]? // empty' | sed 's|^#/\$defs/||' | sort -u >used
    same defined used
    # jq keeps the last of two; --stream has both
    $tool --schema | jq -r --stream 'select(length == 2 and .[0][0] == "$defs") | .[0][1]' | uniq >names
    [ "$(wc -l <names)" -eq "$(sort -u names | wc -l)" ]
  done
}

@test "schemas: a mapping has no other keys, unless its keys are names" {
  # of policies: switches, referrals, views, what events set, two of combinations, and six kinds of condition
  ask '[.. | objects | select(.type == "object" and .additionalProperties != false)] | length' >open
  same open <(printf '12\n5\n')
}

@test "schemas: a key is known to the tools if the schema has it, and only then" {
  ta-policy >policy.yaml
  ta-policy --schema | jq -r '.properties | keys_unsorted[]' >sections
  [ "$(wc -l <sections)" -ge 27 ]
  while read -r section; do
    { ta-policy; echo "$section: x"; } >more.yaml
    { ta-policy; echo "${section}q: x"; } >other.yaml
    ! ta-policy --check more.yaml 2>&1 | grep 'unknown key' || return 1
    ta-policy --check other.yaml 2>&1 | grep -q "unknown key '${section}q'" || return 1
  done <sections
}
