-- facts: NULL is unknown; amounts in yuan, percentages as 80 for 80%; a date that was looked for and is not there: "…_none"
CREATE TABLE facts (
  "id" VARCHAR,
  "applied_on" DATE
);

-- a_a_s: a.a.s 1; binding 1 award
CREATE VIEW awards AS
SELECT "id",
    CASE WHEN "s:a.a.s" = 1 THEN 'eligible' WHEN "s:a.a.s" = 2 THEN 'ceiling' WHEN "s:a.a.s" = 3 THEN 'ineligible' WHEN "s:a.a.s" = 4 THEN 'not-in-force' WHEN "s:a.a.s" = 5 THEN 'outside-window' WHEN "s:a.a.s" = 6 THEN 'barred' WHEN "s:a.a.s" = 7 THEN 'exhausted' WHEN "s:a.a.s" = 8 THEN 'elsewhere' WHEN "s:a.a.s" = 9 THEN 'case-by-case' ELSE 'undetermined' END AS "a_a_s_status",
    CASE WHEN "s:a.a.s" >= 1 AND "s:a.a.s" <= 7 THEN "a:a.a.s" ELSE NULL END AS "a_a_s_fen",
    "b:a.a.s" AS "a_a_s_binding"
  FROM (SELECT t1.*,
    CASE WHEN "s:a.a.s" IN (1, 2) THEN ("v:a.a.s:least 1" * CAST(100 AS BIGINT)) ELSE CAST(0 AS BIGINT) END AS "a:a.a.s",
    CASE WHEN "s:a.a.s" IN (1, 2) THEN CASE WHEN (CAST(100 AS BIGINT) = "v:a.a.s:least 1") THEN 1 ELSE 0 END ELSE 0 END AS "b:a.a.s"
  FROM (SELECT t0.*,
    CAST(100 AS BIGINT) AS "v:a.a.s:least 1",
    CASE WHEN (("k:applied_on" = 1) AND ("f:applied_on" < CAST(20454 AS BIGINT))) THEN 4 WHEN (NOT ("k:applied_on" = 1)) THEN 0 ELSE 1 END AS "s:a.a.s"
  FROM (SELECT "id",
    CAST(CASE WHEN "applied_on" IS NOT NULL THEN CAST(date_diff('day', DATE '1970-01-01', "applied_on") AS BIGINT) ELSE 0 END AS BIGINT) AS "f:applied_on",
    CASE WHEN "applied_on" IS NOT NULL THEN 1 ELSE 0 END AS "k:applied_on"
  FROM facts) t0) t1) t2;

