#!/usr/bin/env bats
# The words of the built-in policy, as people read them: what a requester can get is in a requester's words.

load helper

setup() {
  quick
  cd "$BATS_TEST_TMPDIR" || return 1
}

# sentences: every sentence, letter and referral that a requester can get, one a line.
sentences() {
  ta-policy --words | sed -n '/^WHAT REQUESTERS READ/,/^WHAT ONLY STAFF READ/p' >words
  # ids, and what goes with them, are not sent
  awk '/^    (with|where|calls?):/ { next } /^    / { sub(/^ +/, ""); gsub(/[{][a-z_]+[}]/, ""); text = text " " $0; next } { if (text != "") print substr(text, 2); text = "" }' words
  # a director reads where the words of a route go in
  ta-policy --letters | sed 's/^\[the words of the route\]$//; s/^What the routes say.*//' | awk '/^(==>|From:|Subject:)/ { next } /^$/ { if (text != "") print substr(text, 2); text = ""; next }
    { sub(/^ +/, ""); text = text " " $0 }'
}

# alien LIST: the sentences that have a word of the list.
alien() { sed 's/helps us target our answer//' said | grep -wiE -- "$1"; }

@test "words: no requester reads a word of the desk's, a column, a rule's number, or what the page does not say" {
  sentences >said
  [ "$(wc -l <said)" -ge 60 ]
  local desk='targets?|hold|holds|held|on-hold|queues?|queued|work-by|due date|ranks?|ranked|outcomes?|routes?|routed|findings?'
  desk+='|ledgers?|intake|spans?|records?|redirect(ed)?|severity|ahead|behind|tickets?|breach(es|ed)?|must|guarantee[ds]?|switch(es)?'
  run ! alien "$desk|flags?|overuse|abuse[ds]?|ethics?|ethical|misconduct|survivor may be|merged|reopened|ta_[a-z_]*|R[0-9]{2}[a-z]?"
  # the list can find something
  echo 'Your request is on hold, R05b.' >said
  alien "$desk"
}

@test "words: who is told to call or to look is told where, in the sentence" {
  sentences >said
  sed 's/\([.;:?!]\) /\1\n/g' said >parts
  grep -iE '\bcall (our|the)\b|contact(ing)? the' parts >calls
  [ "$(wc -l <calls)" -ge 4 ]
  run ! grep -vE '888-539-2373|Hotline\.$|response line\.$' calls
  grep -iE '\blook at the\b|\blists?\b.*\bname\b|\bguidelines are\b' parts >looks
  [ "$(wc -l <looks)" -ge 4 ]
  run ! grep -vE 'webpage' looks
  # a referral's own number or address stands on the next line
  awk '/Hotline\.$|response line\.$/ { getline next_line; if (next_line !~ /888-539-2373/) print }' words >lost
  [ ! -s lost ]
}

@test "words: every redirect tells the requester something" {
  ta-policy --words | sed -n '/^-- routes --/,/^-- referrals --/p' >routes
  grep -E '^[a-z-]+ \(redirect, ' routes >redirects
  [ "$(wc -l <redirects)" -ge 8 ]
  run ! grep -A 1 -F '(redirect, ' <(grep -A 1 '(no sentence)' routes)
  awk '/\(redirect, / { id = $1; getline; if ($0 !~ /^    [A-Z]/) print id }' routes >silent
  [ ! -s silent ]
}
