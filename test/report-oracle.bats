#!/usr/bin/env bats
# Every measure of ta-report against others who count the same records: sqlite3 from what
# the form and staff said, with a table of business days of its own, and Miller from the
# columns of ta-due.

load helper

setup_file() {
  cd "$BATS_FILE_TMPDIR" || exit
  generate 4000 11 | ta-validate -q | ta-due -q | ta-prioritize -q | ta-route -q -o q.csv
  # Days that the federal offices are closed, beside weekends.
  printf '%s\n' 2023-10-09 2023-11-10 2023-11-23 2023-12-25 2024-01-01 2024-01-15 2024-02-19 2024-05-27 2024-06-19 2024-07-04 2024-09-02 2024-10-14 2024-11-11 \
    2024-11-28 2024-12-25 2025-01-01 2025-01-20 2025-02-17 2025-05-26 2025-06-19 2025-07-04 2025-09-01 2025-10-13 \
    2025-11-11 2025-11-27 2025-12-25 2026-01-01 2026-01-19 2026-02-16 2026-05-25 2026-06-19 2026-07-03 2026-09-07 \
    2026-10-12 2026-11-11 2026-11-26 2026-12-25 2027-01-01 2027-01-18 >closed
  sqlite3 desk.db <<'END'
.import --csv q.csv q
CREATE TABLE closed (day TEXT);
.import closed closed
CREATE TABLE business AS
  WITH RECURSIVE d (day) AS (SELECT '2023-10-01' UNION ALL SELECT date(day, '+1 day') FROM d WHERE day < '2027-02-01')
  SELECT day FROM d WHERE strftime('%w', day) NOT IN ('0', '6') AND day NOT IN (SELECT day FROM closed);
CREATE INDEX business_day ON business (day);
CREATE TABLE held AS
  SELECT q.id, substr(value, 1, 10) AS first, 
    CASE WHEN value LIKE '%..' THEN '2026-11-24' ELSE substr(value || '/' || value, 12, 10) END AS last
  FROM q, json_each('["' || replace(holds, ';', '","') || '"]') WHERE holds <> '';
CREATE INDEX held_id ON held (id);
CREATE TABLE m AS
  SELECT *, substr(received, 1, 10) AS rday, nullif(substr(answered, 1, 10), '') AS aday,
    status NOT IN ('answered', 'closed', 'withdrawn', 'merged') AND answered = '' AS open FROM q;
CREATE TABLE r AS SELECT *,
  CASE WHEN aday IS NOT NULL THEN
    (SELECT count(*) FROM business b WHERE b.day > rday AND b.day <= aday
     AND NOT EXISTS (SELECT 1 FROM held h WHERE h.id = m.id AND b.day BETWEEN h.first AND h.last)) END AS days,
  CASE WHEN ta_due_rule <> 'no-date' THEN
    (SELECT b.day FROM business b WHERE b.day > rday
     AND NOT EXISTS (SELECT 1 FROM held h WHERE h.id = m.id AND b.day BETWEEN h.first AND h.last)
     ORDER BY b.day LIMIT 1 OFFSET 14) END AS target,
  status = 'on-hold' OR EXISTS (SELECT 1 FROM held h WHERE h.id = m.id AND '2026-11-24' BETWEEN h.first AND h.last) AS waits
  FROM m;
ALTER TABLE r ADD COLUMN past;
UPDATE r SET past = open AND NOT waits AND target IS NOT NULL
  AND EXISTS (SELECT 1 FROM business b WHERE b.day > target AND b.day <= '2026-11-24');
ALTER TABLE r ADD COLUMN hit;
UPDATE r SET hit = CASE WHEN days IS NOT NULL AND ta_due_rule <> 'no-date' THEN aday <= target END;
END
}

setup() { cd "$BATS_FILE_TMPDIR" || exit; }

# by_sql KEY [WHERE [FROM]]: a row for each value of KEY, without a header.
by_sql() {
  sqlite3 -noheader desk.db "
    WITH g AS (SELECT DISTINCT r.id, $1 AS k, rday, aday, open, past, days, hit FROM r ${3-} WHERE ${2-1}),
    placed AS (SELECT k, days, row_number() OVER (PARTITION BY k ORDER BY days) AS place,
      count(*) OVER (PARTITION BY k) AS n FROM g WHERE days IS NOT NULL)
    SELECT k || ',' || count(*) || ',' || sum(open) || ',' || count(aday) || ',' || sum(past) || ',' ||
      ifnull((SELECT days FROM placed p WHERE p.k = g.k AND place = (n + 1) / 2), '') || ',' ||
      ifnull((SELECT days FROM placed p WHERE p.k = g.k AND place = (n * 90 + 99) / 100), '') || ',' ||
      ifnull(((sum(hit) * 2000 + count(hit)) / (2 * count(hit)) / 10) || '.' ||
        ((sum(hit) * 2000 + count(hit)) / (2 * count(hit)) % 10), '') || ',' ||
      ifnull(min(CASE WHEN open THEN rday END), '')
    FROM g GROUP BY k"
}

# list FIELD: a FROM that has the items of a list.
list() {
  echo "JOIN json_each(CASE WHEN $1 = '' THEN '[\"\"]' ELSE '[\"' || replace($1, ';', '\",\"') || '\"]' END) AS $1_item"
}

# agree SQL-ROWS OPTION...: ta-report says the same, its rows in any order, without the header.
agree() {
  local rows=$1
  shift
  ta-report -q "$@" q.csv | sed 1d | sort >got
  sort "$rows" | diff - got
  [ -s got ]
}

week="strftime('%Y', rday, '-3 days', 'weekday 4') || '-W' ||
  printf('%02d', (strftime('%j', rday, '-3 days', 'weekday 4') - 1) / 7 + 1)"
quarter="strftime('%Y', rday) || '-Q' || ((strftime('%m', rday) + 2) / 3)"

@test "the table of business days and ta-due agree" {
  sqlite3 desk.db "SELECT count(*) FROM r WHERE ifnull(days, '') <> ta_days_taken
    OR ifnull(target, '') <> ta_target OR past <> (ta_due_status = 'past-target')
    OR open <> (ta_due_status <> 'finished')
    OR ifnull(CASE hit WHEN 1 THEN 'yes' WHEN 0 THEN 'no' END, '') <> ta_in_target" | diff - <(echo 0)
  # and there is something of everything to be counted
  [ "$(sqlite3 desk.db "SELECT min(sum(open), sum(past), count(days), sum(hit), sum(NOT hit), sum(topics LIKE '%;%')) > 2 FROM r")" = 1 ]
}

@test "sqlite3: all; by role; by week; by month and assistance" {
  by_sql "''" | sed 's/^,//' >rows
  agree rows
  by_sql role >rows
  agree rows --by role
  by_sql "$week" >rows
  agree rows --by week
  by_sql "strftime('%Y-%m', rday) || ',' || assistance" >rows
  agree rows --by month --by assistance
}

@test "sqlite3: by the quarter of the answer; of some days, with a total" {
  by_sql "${quarter//rday/aday}" 'aday IS NOT NULL' >rows
  agree rows --by quarter --on answered
  by_sql ta_queue "rday BETWEEN '2026-01-05' AND '2026-03-31'" >rows
  by_sql "'*'" "rday BETWEEN '2026-01-05' AND '2026-03-31'" >>rows
  agree rows --by ta_queue --since 2026-01-05 --until 2026-03-31 --total
}

@test "sqlite3: lists count under each item, the total once" {
  by_sql topics_item.value 1 "$(list topics)" >rows
  by_sql "'*'" >>rows
  agree rows --by topics --total
  by_sql "role || ',' || topics_item.value || ',' || ($week)" "rday <= '2025-12-31'" "$(list topics)" >rows
  agree rows --by role --by topics --by week --until 2025-12-31
  by_sql "topics_item.value || ',' || courses_passed_item.value" "aday >= '2026-02-01'" "$(list topics) $(list courses_passed)" >rows
  by_sql "'*,*'" "aday >= '2026-02-01'" >>rows
  agree rows --by topics --by courses_passed --on answered --since 2026-02-01 --total
}

@test "sqlite3: a report of the policy has its condition, groups, measures and total" {
  local group="$quarter || ',' || assistance"
  { by_sql "$group" "status <> 'merged'"; by_sql "'*,*'" "status <> 'merged'"; } |
    awk -F, -v OFS=, '{ print $1, $2, $3, $5, $4, $7, $8, $9 }' | sort >rows
  ta-report -q quarter q.csv >got
  head -1 got | diff - <(echo quarter,assistance,received,answered,open,median_days,p90_days,in_target)
  sed 1d got | sort | diff rows -
}

# by_miller KEY [VERB ... then]: the same rows from the columns of ta-due.
by_miller() {
  local key=$1
  shift
  # shellcheck disable=SC2016 # Miller's own
  mlr --icsv --onidx "$@" put -q '
    k = '"$key"';
    @n[k] += 1;
    @open[k] += $ta_due_status != "finished" ? 1 : 0;
    @answered[k] += $answered != "" ? 1 : 0;
    @past[k] += $ta_due_status == "past-target" ? 1 : 0;
    if ($ta_days_taken != "") { @days[k][1 + length(@days[k])] = $ta_days_taken; }
    @known[k] += $ta_in_target != "" ? 1 : 0;
    @hit[k] += $ta_in_target == "yes" ? 1 : 0;
    day = sub($received, "T.*", "");
    if ($ta_due_status != "finished" && (is_absent(@old[k]) || day < @old[k])) { @old[k] = day; }
    end {
      for (k, n_k in @n) {
        s = sort(is_absent(@days[k]) ? {} : @days[k], func(ak, av, bk, bv) { return av <=> bv });
        d = [];
        for (i, v in s) { d[1 + length(d)] = v; }
        c = length(d);
        t = @known[k] == 0 ? "" : (@hit[k] * 2000 + @known[k]) // (2 * @known[k]);
        print k.",".n_k.",".@open[k].",".@answered[k].",".@past[k].",".
          (c == 0 ? "," : d[(c + 1) // 2].",".d[(c * 90 + 99) // 100]).",".
          (t == "" ? "" : (t // 10).".".(t % 10)).",".(is_absent(@old[k]) ? "" : @old[k]);
      }
    }' q.csv
}

@test "Miller: all; by role; by month; by topics; by queue and grantee" {
  by_miller '"all"' | sed 's/^all,//' >rows
  agree rows
  by_miller '$role' >rows
  agree rows --by role
  by_miller 'sub($received, "(.......).*", "\1")' >rows
  agree rows --by month
  by_miller '$topics' nest --explode --values --across-records -f topics --nested-fs ';' then >rows
  agree rows --by topics
  by_miller '$ta_queue.",".$ovc_grantee' >rows
  agree rows --by ta_queue --by ovc_grantee
}
