-- Grain: piece of evidence.
-- Asks: The words behind a divergence, with place, time and archive.
-- Parameters:
--   divergence  VARCHAR  -  the divergence
WITH shown AS (
    FROM divergence_evidence WHERE divergence_id = $divergence::VARCHAR
),
told AS (
    FROM articles WHERE article_id IN (SELECT article_id FROM shown)
),
near AS (
    -- the stories that its articles are in now: of millions of sentences only theirs are looked through
    FROM sentences WHERE in_story IN (SELECT in_story FROM told)
),
asked AS (
    FROM fetches WHERE fetch_id IN (SELECT fetch_id FROM told)
)
SELECT
    e.side, e.outlet, e.value, e.quote, t.text AS sentence, t.section, e.char_start, e.char_end, e.version,
    a.title, a.url, a.published_at, f.fetched_at, f.archive_file, f.archive_offset
FROM shown AS e
LEFT JOIN near AS t USING (sentence_id)
JOIN told AS a ON a.article_id = e.article_id
LEFT JOIN asked AS f ON f.fetch_id = a.fetch_id
ORDER BY e.side, e.outlet, e.article_id, e.char_start NULLS LAST
