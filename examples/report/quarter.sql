-- The figures of `ta-report quarter`, as one statement: every measure is the nearest rank or a count of what ta-due wrote.
--   sqlite3 :memory: '.import --csv queue.csv queue' '.headers on' '.mode csv' '.read quarter.sql'
WITH counted AS (
  SELECT *, substr(received, 1, 4) || '-Q' || ((substr(received, 6, 2) + 2) / 3) AS quarter
  FROM queue WHERE status <> 'merged' AND received <> ''
),
grouped AS (
  SELECT quarter AS q, assistance AS a, * FROM counted
  UNION ALL
  SELECT '*', '*', * FROM counted
),
placed AS (
  SELECT q, a, CAST(ta_days_taken AS INTEGER) AS days, count(*) OVER (PARTITION BY q, a) AS n,
    row_number() OVER (PARTITION BY q, a ORDER BY CAST(ta_days_taken AS INTEGER)) AS place
  FROM grouped WHERE ta_days_taken <> ''
),
measured AS (
  SELECT q, a, count(*) AS received, sum(answered <> '') AS answered, sum(ta_due_status <> 'finished') AS open,
    -- tenths of a per cent, half up; of nothing it is nothing
    (sum(ta_in_target = 'yes') * 2000 + sum(ta_in_target <> '')) / nullif(2 * sum(ta_in_target <> ''), 0) AS tenths
  FROM grouped GROUP BY q, a
)
SELECT q AS quarter, a AS assistance, received, answered, open,
  (SELECT days FROM placed p WHERE p.q = m.q AND p.a = m.a AND place = (n + 1) / 2) AS median_days,
  (SELECT days FROM placed p WHERE p.q = m.q AND p.a = m.a AND place = (n * 90 + 99) / 100) AS p90_days,
  (tenths / 10) || '.' || (tenths % 10) AS in_target
FROM measured m ORDER BY q = '*', q, a;
