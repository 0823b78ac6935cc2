-- Grain: article version that a window compares: those that it saw first, and the stories of the night before that run on.
-- Sixteen stories of 1 to 12 articles make 59 articles; every tenth story runs on, and its first article is rewritten then.
CREATE OR REPLACE TEMP TABLE made_articles AS
WITH sizes AS (
    SELECT unnest([1, 2, 3, 4, 2, 6, 1, 2, 12, 3, 5, 2, 1, 8, 3, 4]) AS size, unnest(range(16)) AS number
),
placed AS (
    SELECT number, size, unnest(range(size)) AS place FROM sizes
),
ordered AS (
    SELECT *, row_number() OVER (ORDER BY number, place) - 1 AS slot FROM placed
),
nights AS (
    SELECT
        n.night, a.i, (a.i // 59) * 16 + o.number AS story, o.size, o.place,
        ((a.i // 59) * 16 + o.number) % 10 = 3 AND o.size > 1 AS runs_on
    FROM (SELECT unnest([$night::INTEGER - 1, $night::INTEGER]) AS night) AS n
    CROSS JOIN range($articles::INTEGER) AS a(i)
    JOIN ordered AS o ON o.slot = a.i % 59
    WHERE n.night >= 0
)
SELECT
    night, i, size, place,
    CASE WHEN night < $night::INTEGER AND place = 0 THEN 2 ELSE 1 END AS version,
    night = $night::INTEGER OR place = 0 AS is_new,
    night < $night::INTEGER AS is_old,
    runs_on,
    left(md5(concat_ws('-', 'story', night, story)), 16) AS story_id,
    left(md5(concat_ws('-', 'article', night, i)), 16) AS article_id,
    left(md5(concat_ws('-', 'hash', night, i, night < $night::INTEGER AND place = 0)), 16) AS content_hash,
    story,
    format('outlet-{:02d}', (story * 5 + place) % 76) AS outlet,
    TIMESTAMPTZ '2026-01-05 00:00:00+00' + to_days(night::INTEGER) + to_seconds(600 + (hash(night, i) % 80000)::BIGINT) AS published_at
FROM nights
WHERE night = $night::INTEGER OR runs_on
