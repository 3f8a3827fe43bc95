-- The one SQL text of DuckDB and Spark: whole numbers only, what they mean is said by the question types.
--
-- It reads the view that each engine makes of its files (sql.py says how each column must look):
--   responses(id, survey, version, segment, channel, day, supersedes, withdrawn, entries)
--   entries is an array of (item, value): item a question or question.row, value as JSON text
-- and a table that is made of the first result, with the questionnaires that a release holds:
--   places(place, survey, version, segment, channel, day)   one number for what cells have in common
--
-- It says NOT IN because NOT EXISTS has DuckDB keep every id to look up the few superseded ones in them.
-- Each statement stands under its name. What the engines say in different words stands between @:
--   @unnest@    open an array
--   @scores@    the (item, score) among k.entries that are summed in pairs
--   @together@  the entries of k.entries that conditions need, words as above
--   @versions@  the versions that have conditions
--   @words@     the items whose answers are only counted, never told apart

-- name: kept
SELECT r.survey, r.version, r.segment, r.channel, r.day, r.entries
FROM responses AS r
WHERE NOT r.withdrawn
  AND r.id NOT IN (SELECT later.supersedes FROM responses AS later WHERE later.supersedes <> '')

-- name: places
SELECT k.survey, k.version, k.segment, k.channel, k.day, count(*) AS n
FROM kept AS k
GROUP BY k.survey, k.version, k.segment, k.channel, k.day

-- name: answers
SELECT t.place, t.e.item,
       CASE WHEN t.e.item IN (@words@) AND t.e.value <> '"n/a"' THEN '"*"' ELSE t.e.value END AS given,
       count(*) AS n
FROM (
  SELECT p.place, @unnest@(k.entries) AS e
  FROM kept AS k
  JOIN places AS p ON p.survey = k.survey AND p.version = k.version AND p.segment = k.segment
                  AND p.channel = k.channel AND p.day = k.day
) AS t
GROUP BY t.place, t.e.item,
         CASE WHEN t.e.item IN (@words@) AND t.e.value <> '"n/a"' THEN '"*"' ELSE t.e.value END

-- name: sums
SELECT v.place, v.x.item AS x_item, v.y.item AS y_item,
       count(*) AS n, sum(v.x.score) AS sx, sum(v.y.score) AS sy,
       sum(v.x.score * v.x.score) AS sxx, sum(v.y.score * v.y.score) AS syy, sum(v.x.score * v.y.score) AS sxy
FROM (
  SELECT u.place, u.x, @unnest@(u.scores) AS y
  FROM (
    SELECT s.place, s.scores, @unnest@(s.scores) AS x
    FROM (
      SELECT p.place, @scores@ AS scores
      FROM kept AS k
      JOIN places AS p ON p.survey = k.survey AND p.version = k.version AND p.segment = k.segment
                      AND p.channel = k.channel AND p.day = k.day
    ) AS s
  ) AS u
) AS v
WHERE v.x.item < v.y.item
GROUP BY v.place, v.x.item, v.y.item

-- name: together
SELECT t.place, t.given, count(*) AS n
FROM (
  SELECT p.place, @together@ AS given
  FROM kept AS k
  JOIN places AS p ON p.survey = k.survey AND p.version = k.version AND p.segment = k.segment
                  AND p.channel = k.channel AND p.day = k.day
  WHERE k.version IN (@versions@)
) AS t
GROUP BY t.place, t.given
