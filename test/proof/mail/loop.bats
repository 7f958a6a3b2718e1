#!/usr/bin/env bats
# The loop of letters through real mail: a server of IMAP, which mbsync fills with drafts and asks for what was sent, and a
# mailer. The server is dovecot's imap behind a pipe, so that no port is opened; what a mailer sends goes to a port of the loopback.
#
# shellcheck disable=SC2154,SC2030,SC2031,SC2094
# rc is set by go; each test has its own day; folders of mail are no files

load ../../helper

here=$BATS_TEST_DIRNAME
scripts=$(cd "$here/../../../examples/desk" && pwd)

setup() {
  quick
  place=$(mktemp -d)
  # the server runs as somebody else, if this is root, and has a folder of its own
  chmod 711 "$place"
  export HOME=$place
  mkdir "$place/imap" "$place/desk"
  cat >"$place/imap/dovecot.conf" <<EOT
base_dir = $place/imap
log_path = $place/imap/log
mail_location = maildir:$place/imap/mail
mail_home = $place/imap
ssl = no
namespace inbox {
  inbox = yes
  separator = /
  mailbox Drafts {
    auto = create
    special_use = \\Drafts
  }
  mailbox Sent {
    auto = create
    special_use = \\Sent
  }
  mailbox Answered {
    auto = create
  }
}
EOT
  as=
  if [ "$(id -u)" -eq 0 ]; then
    chown -R 64201:64201 "$place/imap"
    as='setpriv --reuid=64201 --regid=64201 --clear-groups'
  fi
  cat >"$place/tunnel" <<EOT
#!/bin/sh
cd "$place/imap"
USER=desk HOME=$place/imap CONFIG_FILE=$place/imap/dovecot.conf exec $as /usr/lib/dovecot/imap
EOT
  chmod 755 "$place/tunnel"
  cd "$place/desk" || return 1
  # as the desk's README has it, but for the server
  {
    printf 'IMAPStore server\nTunnel "%s/tunnel"\n\n' "$place"
    sed -n '/^MaildirStore desk/,/^```/p' "$scripts/README.md" | sed "/^\`/d; s#/srv/ta/#$place/desk/#"
  } >../mbsyncrc
  printf '%s\n' id,received,email,role,assistance,document,facts,supervisor_email \
    'R17,2026-11-02,a@example.org,paralegal,case-consultation,,May the client work while the case is pending?,' \
    'R18,2026-11-03,b@example.org,attorney,general-information,,Which of the forms are new since last spring?,' \
    'R19,2026-11-04,c@example.org,doj-accredited-representative,document-review,initial-t-visa-declaration,Please look at the first declaration of this client.,' \
    >form.csv
  ta-submit -q -a desk.jsonl form.csv
  echo id,status >people.csv
  mkdir exports maps
  export TA_TODAY=2026-11-23
}

teardown() {
  [ -z "${sink:-}" ] || kill "$sink"
  rm -rf -- "${place:-/nothing}"
}

morning() {
  "$scripts/morning.sh" >/dev/null 2>said || { cat said; return 1; }
}

carried() {
  mbsync -q -c ../mbsyncrc -a >mbsync.out 2>&1 || { cat mbsync.out; return 1; }
}

# web COMMAND...: somebody does it in a web page of mail.
web() {
  "$here/webmail.py" "$place/tunnel" "$@" 2>web.err || { cat web.err; return 1; }
}

# logged: what sent.sh does, and the events but what was drafted.
logged() {
  go "$scripts/sent.sh"
  [ "$rc" -eq 0 ] || { cat err; return 1; }
  ta-log -q -t jsonl desk.jsonl | jq -r 'select(.ta_event != "drafted") | "\(.id) \(.ta_event) \(.at)"'
}

# count FOLDER: its messages.
count() {
  find "$1/cur" "$1/new" -type f | wc -l
}

@test "mbsync carries the drafts into Drafts, with the flag of a draft, as they are" {
  morning
  [ "$(count drafts)" -eq 3 ]
  for draft in drafts/cur/*; do cp "$draft" ../"${draft##*/}"; done
  carried
  web list Drafts >list
  [ "$(grep -cE '^\\Draft \[R1[789]\] Your request for technical assistance$' list)" -eq 3 ]
  [ "$(wc -l <list)" -eq 3 ]
  for id in R17 R18 R19; do
    # mbsync puts a mark of its own into what it carries
    web text Drafts "$id" | tr -d '\r' | grep -v '^X-TUID: ' >text
    same text ../"${id,,}".*
  done
  # they are here still, under the names that ta-reply knows
  carried
  [ "$(count drafts)" -eq 3 ]
  cp desk.jsonl before
  morning
  same before desk.jsonl
  [ "$(count drafts)" -eq 3 ]
  # even where the ledger has not heard of them
  grep -v drafted before >desk.jsonl
  morning
  [ "$(count drafts)" -eq 3 ]
}

@test "a draft that is edited, and sent by a web page, is logged, and no second one comes" {
  morning
  carried
  web edit R17 'Mon, 23 Nov 2026 08:30:00 -0800'
  carried
  [ "$(count drafts)" -eq 3 ]
  web send R17 'Mon, 23 Nov 2026 09:00:00 -0800' edited
  web delete R18
  carried
  [ "$(count drafts)" -eq 1 ]
  [ "$(count sent)" -eq 1 ]
  # the message is another one: its headers, its encodings
  run ! grep -rl "^Message-ID: <.*@example.org>" sent
  grep -rq '^Content-Transfer-Encoding: base64' sent
  [ "$(logged)" = 'R17 asked 2026-11-23T09:00:00-08:00' ]
  [ "$(logged)" = 'R17 asked 2026-11-23T09:00:00-08:00' ]
  # the clock of R17 stands
  [ "$(ta-submit -q -t csv desk.jsonl | ta-due -q | mlr --icsv --onidx filter '$id == "R17"' then cut -f ta_due_status)" = on-hold ]
  export TA_TODAY=2026-11-24
  morning
  carried
  [ "$(count drafts)" -eq 1 ]
  [ "$(web list Drafts | wc -l)" -eq 1 ]
  [ "$(web list Sent | wc -l)" -eq 1 ]
  # sent as it was; it needs no answer more
  web send R19 'Tue, 24 Nov 2026 09:00:00 -0800'
  carried
  [ "$(logged | tail -n 1)" = 'R19 answered 2026-11-24T09:00:00-08:00' ]
  [ "$(count drafts)" -eq 0 ]
  morning
  carried
  [ "$(web list Drafts | wc -l)" -eq 0 ]
}

@test "an answer is a reply, which is logged when it is moved to Answered, and not before" {
  morning
  carried
  web send R17 'Mon, 23 Nov 2026 09:00:00 -0800'
  web answer R17 'Mon, 23 Nov 2026 15:00:00 -0800'
  carried
  [ "$(logged)" = 'R17 asked 2026-11-23T09:00:00-08:00' ]
  web move R17 Sent Answered
  carried
  [ "$(count answered)" -eq 1 ]
  logged >events
  same events <(printf '%s\n' 'R17 asked 2026-11-23T09:00:00-08:00' 'R17 answered 2026-11-23T15:00:00-08:00')
  export TA_TODAY=2026-11-24
  morning
  run ! grep -q R17 queue.csv
}

@test "send.sh and msmtp: the people of To and Cc and nobody else get it, and the server hears that the draft is gone" {
  # R17 has a supervisor, to whom a copy goes
  ta-log -q -a desk.jsonl -i R17 supplied supervisor_email=s@example.org supervisor_role=attorney
  morning
  carried
  mkdir ../smtp
  "$here/sink.py" ../smtp 2>../smtp/err 3>&- &
  sink=$!
  for _ in $(seq 100); do [ -s ../smtp/port ] && break; sleep 0.05; done
  printf 'account default\nhost 127.0.0.1\nport %s\nfrom ta@example.org\n' "$(cat ../smtp/port)" >../msmtprc
  chmod 600 ../msmtprc
  printf 'y\nn\ny\n' >typed
  SENDMAIL="msmtp -C $place/msmtprc" go "$scripts/send.sh" drafts sent <typed
  [ "$rc" -eq 0 ] || { cat err; return 1; }
  [ "$(paste -sd' ' ../smtp/0.to) $(paste -sd' ' ../smtp/1.to)" = 'a@example.org s@example.org c@example.org' ]
  same ../smtp/0 sent/cur/*.r17.*
  carried
  [ "$(web list Drafts | wc -l)" -eq 1 ]
  [ "$(web list Sent | wc -l)" -eq 2 ]
  TA_TODAY=$(date +%F)
  [ "$(logged | grep -c '^R19 answered ')" -eq 1 ]
  # the mailer cannot reach its server
  kill "$sink" && wait "$sink" || true
  sink=
  printf 'y\n' >typed
  SENDMAIL="msmtp -C $place/msmtprc" go "$scripts/send.sh" drafts sent <typed
  [ "$rc" -eq 1 ]
  [ "$(count drafts)" -eq 1 ]
}
