-- Grain: sentence of an article version. The first six of the body say what the whole story says, each with a number.
CREATE OR REPLACE TEMP TABLE made_sentences AS
WITH seeded AS (
    SELECT
        a.*, p.position,
        CASE WHEN p.position BETWEEN 1 AND 6
            THEN hash(a.night, a.story, p.position) ELSE hash(a.night, a.i, p.position, a.version) END AS seed,
        hash(a.night, a.i, p.position) AS own,
        CASE WHEN p.position BETWEEN 1 AND 6
            THEN 20 + hash(a.night, a.story, p.position) % 900
                + CASE WHEN a.place % 2 = 1 AND p.position = 1 THEN 7 ELSE 0 END
                + CASE WHEN a.version = 2 AND p.position = 2 THEN 5 ELSE 0 END
        END AS number
    FROM made_articles AS a
    CROSS JOIN range(25) AS p(position)
),
worded AS (
    SELECT
        s.*,
        c.pool[(1 + s.seed % len(c.pool))::INTEGER] AS first_words,
        CASE
            WHEN s.position = 0 THEN ''
            WHEN s.number IS NULL THEN concat(
                ' while ', c.pool[(1 + (s.seed // 7) % len(c.pool))::INTEGER], ' and ', c.pool[(1 + (s.own // 11) % len(c.pool))::INTEGER], '.')
            ELSE concat(
                ' with ', s.number, ' people at work, Ada Verrin said, and ', c.pool[(1 + (s.own // 11) % len(c.pool))::INTEGER], '.')
        END AS further_words
    FROM seeded AS s, clauses AS c
),
joined AS (
    SELECT * EXCLUDE (first_words, further_words), concat(first_words, further_words) AS text, length(first_words) + 6 AS number_at
    FROM worded
)
SELECT
    *, left(md5(concat_ws('-', 'sentence', night, i, position, version)), 16) AS sentence_id,
    left(md5(concat_ws('-', 'claim', night, story, position)), 16) AS claim_id,
    CASE WHEN position = 0 THEN 0 ELSE (
        sum(CASE WHEN position = 0 THEN 0 ELSE length(text) + 1 END) OVER (
            PARTITION BY night, i ORDER BY position ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) - length(text) - 1
    ) END::INTEGER AS char_start
FROM joined
