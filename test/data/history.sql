-- What ta-history says, by another way: every pair of requests of one requester. The records are in the table `records`, in
-- their order; `alike` is what a repeat has in common. Office and database are in UTC.
CREATE TEMP TABLE asked AS
  SELECT n, id, alike, who, day, moment,
    CASE WHEN length(received) > 10 THEN moment ELSE moment + 86399 END AS last,
    materials, training, advice
  FROM (
    SELECT rowid AS n, id, received, alike,
      lower(trim(CASE WHEN trim(person) <> '' THEN person ELSE email END)) AS who,
      date(received) AS day, CAST(strftime('%s', received) AS INTEGER) AS moment,
      materials_reviewed = 'no' AS materials,
      assistance = 'document-review' AND document = 't-visa-denial'
        AND courses_passed <> 'human-trafficking-defined;t-visas-part-1' AS training,
      follows_prior_advice = 'no' AS advice, status, ta_forgotten
    FROM records)
  WHERE who <> '' AND day IS NOT NULL AND status <> 'merged' AND ta_forgotten = '';
CREATE INDEX by_who ON asked (who);
CREATE TEMP TABLE pairs AS
  SELECT a.n, b.n AS m, b.id, b.moment, b.alike = a.alike AND b.day >= date(a.day, '-30 days') AS same,
    b.day >= date(a.day, '-365 days') AS near, b.materials, b.training, b.advice,
    row_number() OVER (PARTITION BY a.n ORDER BY b.moment DESC, b.n DESC) AS back
  FROM asked a JOIN asked b ON b.who = a.who AND b.n < a.n AND b.moment <= a.last;
CREATE INDEX by_n ON pairs (n);
CREATE TEMP TABLE counts AS
  SELECT n, sum(near) AS earlier, sum(near AND materials) AS materials, sum(near AND training) AS training,
    sum(near AND advice) AS advice FROM pairs GROUP BY n;
CREATE TEMP TABLE sums AS
  SELECT a.n, ifnull(c.earlier, 0) AS earlier, ifnull(c.materials, 0) + a.materials AS materials,
    ifnull(c.training, 0) + a.training AS training, ifnull(c.advice, 0) + a.advice AS advice
  FROM asked a LEFT JOIN counts c USING (n);
SELECT r.id, ifnull(s.earlier, ''),
  ifnull((SELECT group_concat(id, ';') FROM (SELECT id FROM pairs p WHERE p.n = s.n AND near AND back <= 5 ORDER BY back DESC)), ''),
  ifnull((SELECT id FROM pairs p WHERE p.n = s.n AND same ORDER BY back LIMIT 1), ''),
  ifnull(ltrim(CASE WHEN s.materials > 1 THEN ';materials-skipped:' || s.materials ELSE '' END ||
    CASE WHEN s.training > 1 THEN ';training-skipped:' || s.training ELSE '' END ||
    CASE WHEN s.advice > 1 THEN ';advice-ignored:' || s.advice ELSE '' END, ';'), '')
FROM records r LEFT JOIN sums s ON s.n = r.rowid ORDER BY r.rowid;
