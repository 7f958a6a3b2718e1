# What messages of a desk are, for sent.sh: which of them are letters, and which events follow.
#
# It reads three parts. "letters" is what `ta-policy --letters` prints: the sender, the
# rules, and the event that follows each. "ledger" is the ledger, whose lines say which
# letters were drafted, and what is logged. "mail" has a line for each header: its kind, the
# file and the value, with tabs; the Dates come last, in their order. `events` is the file of
# the events that follow, `said` that of messages about doubts, and the counts go to standard
# output. Exit status 1: something is in doubt.

# The text of a key in a line of JSON, as it is written there.
function text(line, key,    value) {
  if (!match(line, "\"" key "\":\"([^\"\\\\]|\\\\.)*\"")) return ""
  value = substr(line, RSTART, RLENGTH)
  return substr(value, length(key) + 5, length(value) - length(key) - 5)
}

function doubt(file, words) {
  sub(/.*\//, "", file)
  sub(/:2,.*/, "", file) # flags change
  print file ": " words >said
  doubts++
}

function add(id, event, at) {
  print "\"" id "\"," event "," at ",sent.sh" >events
  added[id, event, at] = 1
}

# The id of a request in brackets in a subject, or why there is none: "none", "two" or
# "unknown", in `why`. An id with brackets, quotes or backslashes is not known.
function request(subject,    token, id) {
  why = "none"
  id = ""
  while (match(subject, /\[[^][]+\]/)) {
    token = substr(subject, RSTART + 1, RLENGTH - 2)
    subject = substr(subject, RSTART + RLENGTH)
    if (!(token in known)) {
      if (why == "none") why = "unknown"
    } else if (id == "" || id == token) {
      id = token
      why = ""
    } else {
      why = "two"
      return ""
    }
  }
  return id
}

# The letter drafted last up to a day, by its number among those of the request; 0 is none.
function drafted(id, day,    i, last) {
  for (i = 1; i <= letters[id]; i++)
    if (!gone[id, i] && on[id, i] <= day && (last == 0 || on[id, i] >= on[id, last])) last = i
  return last + 0
}

function follow(id, i,    rule) {
  rule = letter[id, i]
  sub(/:.*/, "", rule)
  return rule in follows ? follows[rule] : "?"
}

# Whether it may have been another letter of the same day, which something else follows.
function is_doubtful(id, last, day,    i) {
  for (i = 1; i <= letters[id]; i++)
    if (!gone[id, i] && on[id, i] == day && on[id, last] == day && follow(id, i) != follow(id, last)) return 1
  return 0
}

function letter_sent(file, id, at,    day, last, doubtful) {
  day = substr(at, 1, 10)
  last = drafted(id, day)
  doubtful = is_doubtful(id, last, day)
  if (last == 0) unasked++
  else if ((id, at) in logged) there++
  else if (doubtful) doubt(file, "two letters were drafted for its request on that day; log what follows by ta-log")
  else if (used[id, last]) again++
  else if (follow(id, last) == "?") doubt(file, "the policy has no rule of its letter any more; log what follows by ta-log")
  else if (follow(id, last) == "") nothing++
  else add(id, follow(id, last), at)
  if (!doubtful) used[id, last] = 1
}

function look(file,    subject, id, answer) {
  answer = kind[file] == "answered"
  subject = subjects[file]
  if (from[file] != desk) {
    others++
    if (answer) doubt(file, "it is not from the desk, so it is no answer; log what it means by ta-log")
    return
  }
  if (!answer && (replies[file] || (own == "" || index(subject, own) != 1) && subject ~ /^ *[A-Za-z][A-Za-z][A-Za-z]?[A-Za-z]? ?(\[[0-9]+\])?:/)) {
    answers++
    return
  }
  id = request(subject)
  if (why == "two") doubt(file, "its subject has the ids of two requests; log what follows by ta-log")
  else if (why == "unknown") doubt(file, "no request has the id in its subject")
  else if (why == "none" && answer) doubt(file, "its subject has no [ID]; log the answer by ta-log")
  else if (why == "none") plain++
  else if (!(file in date)) doubt(file, "it has no date that can be read; log what follows by ta-log")
  else if (!answer) letter_sent(file, id, date[file])
  else if ((id, "answered", date[file]) in logged) there++
  else if (!((id, "answered", date[file]) in added)) add(id, "answered", date[file])
}

function count(n, words) {
  if (n) summary = summary ", " n " " words
}

part == "letters" {
  if (split($0, word, /[ ,:]+/) && $0 ~ /^==> /) follows[word[2]] = word[3] == "then" ? word[4] : ""
  else if (/^From: / && desk == "") {
    desk = tolower($0)
    sub(/^.*[ <]/, "", desk)
    sub(/>$/, "", desk)
  } else if (/^Subject: [^[]*\[/ && own == "") {
    own = substr($0, 10) # what the policy has before the id
    sub(/\[.*/, "", own)
  }
  next
}

part == "mail" {
  if ($1 == "sent" || $1 == "answered") {
    kind[$2] = $1
    n++
  } else if ($1 == "from") {
    from[$2] = senders[$2]++ ? "several" : tolower($3)
    sub(/^.*</, "", from[$2])
    sub(/>.*$/, "", from[$2])
  } else if ($1 == "subject") subjects[$2] = $3
  else if ($1 == "reply") replies[$2] = replies[$2] $3
  else {
    date[$2] = $3
    order[++dated] = $2
  }
  next
}

# The ledger, in the order of its lines: an undone event is the last of its kind.
/^\{"id":"/ {
  id = text($0, "id")
  known[id] = 1
  event = text($0, "ta_event")
  at = text($0, "at")
  if (event == "") next
  logged[id, at] = 1
  logged[id, event, at] = 1
  if (event == "drafted") {
    letters[id]++
    letter[id, letters[id]] = text($0, "letter")
    on[id, letters[id]] = substr(at, 1, 10)
  } else if (event == "undone" && text($0, "undoes") ~ /^drafted /) {
    for (i = letters[id]; i > 0 && (gone[id, i] || "drafted " on[id, i] != substr(text($0, "undoes"), 1, 18)); i--);
    if (i > 0) gone[id, i] = 1
  }
}

END {
  print "id,event,at,by" >events
  printf "" >said
  for (i = 1; i <= dated; i++) look(order[i])
  for (file in kind)
    if (!(file in date)) look(file)
  summary = n + 0 " read"
  count(others, "not from the desk")
  count(answers, "replies or forwarded")
  count(plain, "without an [ID]")
  count(unasked, "of no letter that was drafted")
  count(again, "sent before")
  count(nothing, "letters that nothing follows")
  count(there, "in the ledger already")
  count(doubts, "in doubt")
  print summary
  if (plain) print "messages from the desk without an [ID] in their subject: " plain "; where one is a letter, log what follows by ta-log" >said
  exit doubts > 0
}
