#!/usr/bin/env bats
# iCalendar, as RFC 5545 has it: closed days, and the work-by dates of a queue.

load helper

# days FILE: "date summary" of each event, unfolded, with what is escaped put back.
days() {
  perl -0pe 's/\r\n[ \t]//g; s/\r\n/\n/g' "$1" | perl -ne '
    $date = "$1-$2-$3" if /^DTSTART;VALUE=DATE:(\d{4})(\d\d)(\d\d)$/;
    if (s/^SUMMARY://) { s/\\n/ /gi; s/\\([\\;,])/$1/g; print "$date $_" }'
}

# is_calendar FILE: line ends, line lengths, characters whole, nesting, what each event has to have.
is_calendar() {
  perl -e '
    use Encode; local $/; open F, "<:raw", $ARGV[0]; $_ = <F>;
    die "line end" if /(?<!\r)\n|\r(?!\n)/ or !/\r\n\z/;
    for (split /\r\n/) {
      die "long: $_" if length > 75;
      eval { decode("UTF-8", $_, 1); 1 } or die "half a character";
    }
    s/\r\n[ \t]//g;
    my (%uids, @in, %has);
    for (split /\r\n/) {
      /^([A-Z-]+)(;[^:]*)?:(.*)$/ or die "no property: $_";
      if ($1 eq "BEGIN") { push @in, $3; %has = () }
      elsif ($1 eq "END") {
        die "nesting" unless pop @in eq $3;
        if ($3 eq "VEVENT") { $has{$_} == 1 or die "$_" for qw(UID DTSTAMP DTSTART SUMMARY) }
      } else {
        $has{$1}++;
        die "UID twice" if $1 eq "UID" and $uids{$3}++;
        die "stamp" if $1 eq "DTSTAMP" and $3 !~ /^\d{8}T\d{6}Z$/;
      }
    }
    die "not closed" if @in;' "$1"
}

@test "ics: the closed days of a year, as the CSV has them" {
  for year in 1970 2026 2027 2100; do
    ta-policy --holidays "$year" --to ics >days.ics
    is_calendar days.ics
    same <(days days.ics) <(ta-policy --holidays "$year" --to csv |
      mlr -S --icsv --onidx cut -o -f date,name)
  done
  sed '/^  closures: \[\]/s/\[\]/[2026-12-24, 2026-12-28\/2026-12-30]/' <(ta-policy) >closed.yaml
  ta-policy -p closed.yaml --holidays 2026 -t ics >days.ics
  is_calendar days.ics
  [ "$(grep -c '^DTSTART;VALUE=DATE:202612\(24\|28\|29\|30\)' days.ics)" -eq 4 ]
}

@test "ics: the queue's work-by dates, and nothing of a requester" {
  ta-submit -q "$examples/google-forms.csv" | ta-validate -q >valid.csv
  ta-due -q valid.csv >due.csv
  ta-due -q -t ics valid.csv >due.ics
  is_calendar due.ics
  same <(days due.ics) <(mlr -S --icsv --onidx --ofs tab \
    filter '$ta_due != "" && $ta_due_status != "finished"' then cut -o -f ta_due,ta_due_rule,id due.csv |
    awk -F'\t' '{ print $1 " " $2 ": " $3 }')
  [ "$(grep -c '^BEGIN:VEVENT' due.ics)" -gt 20 ]
  # only these properties
  run -1 grep -vE '^(BEGIN|END|VERSION|PRODID|X-WR-CALNAME|UID|DTSTAMP|DTSTART;VALUE=DATE|SUMMARY|TRANSP):' due.ics
  # not one word of what is private
  mlr -S --icsv --onidx cut -f name,email,phone,organization,state,facts due.csv |
    tr -cs 'A-Za-z0-9@.' '\n' | awk 'length > 6' | sort -u |
    grep -vxF -e standard -e deadline -e individual >private
  run -1 grep -qFf private due.ics
}

@test "ics: a date that moves keeps its UID, on any day and in any order" {
  printf '%s\n' id,received,email,role,assistance,facts \
    a,2026-11-02,a@example.org,attorney,case-consultation,why \
    b,2026-11-03,a@example.org,attorney,case-consultation,why >two.csv
  ta-due -q -t ics two.csv >today.ics
  sed 's/^a,2026-11-02/a,2026-11-09/' two.csv | ta-due -q -d 2026-11-25 -t ics >moved.ics
  same <(grep ^UID today.ics) <(grep ^UID moved.ics)
  run ! cmp -s <(grep ^DTSTART today.ics) <(grep ^DTSTART moved.ics)
  # another desk's request of the same number is another request
  sed 's/^name: .*/name: another-desk/' <(ta-policy) >other.yaml
  ta-due -q -p other.yaml -t ics two.csv >other.ics
  run -1 grep -qFf <(grep ^UID today.ics) other.ics
}

@test "ics: long ids are folded, odd ones escaped, and none is an error" {
  {
    echo id,received,email,role,assistance,facts
    echo "\"é$(printf 'é%.0s' {1..90})\",2026-11-02,a@example.org,attorney,case-consultation,why"
    echo '"a;b\c,d",2026-11-02,a@example.org,attorney,case-consultation,why'
  } >odd.csv
  ta-due -q -t ics odd.csv >odd.ics
  is_calendar odd.ics
  days odd.ics | grep -qxF "2026-11-24 standard: $(printf 'é%.0s' {1..91})"
  days odd.ics | grep -qxF '2026-11-24 standard: a;b\c,d'
  sed 's/^a,/,/' <<END >none.csv
id,received,email,role,assistance,facts
,2026-11-02,a@example.org,attorney,case-consultation,why
END
  run -1 --separate-stderr ta-due -t ics none.csv
  [ "$output" = "$(printf '%s\r\n' BEGIN:VCALENDAR VERSION:2.0 PRODID:-//ta-utils//EN X-WR-CALNAME:individual-ta END:VCALENDAR)" ]
  [[ $stderr == *"none.csv:2: row 2: id: the request has no id, so a calendar could not update it"* ]]
}

@test "ics: a policy that calls the id private keeps it out" {
  sed 's/{name: id, type: text,/& private: yes,/' <(ta-policy) >private.yaml
  printf '%s\n' id,received,email,role,assistance,facts \
    a-77,2026-11-02,a@example.org,attorney,case-consultation,why >one.csv
  ta-due -q -p private.yaml -t ics one.csv >one.ics
  run -1 grep -q a-77 one.ics
  grep -q '^SUMMARY:standard' one.ics
}

@test "ics: other tools and uses do not have the format" {
  run -2 ta-validate -t ics
  run -2 ta-due -f ics
  run -2 ta-policy -t ics
  run -0 ta-policy --holidays 2026 -t yaml
}
