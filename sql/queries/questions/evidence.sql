-- Grain: piece of evidence.
-- Asks: The words behind a divergence, with place, time and archive.
-- Parameters:
--   divergence  VARCHAR  -  the divergence
SELECT
    e.side, e.outlet, e.value, e.quote, t.text AS sentence, t.section, e.char_start, e.char_end, e.version,
    a.title, a.url, a.published_at, f.fetched_at, f.archive_file, f.archive_offset
FROM divergence_evidence AS e
LEFT JOIN sentences AS t USING (sentence_id)
JOIN articles AS a ON a.article_id = e.article_id
LEFT JOIN fetches AS f ON f.fetch_id = a.fetch_id
WHERE e.divergence_id = $divergence::VARCHAR
ORDER BY e.side, e.outlet, e.article_id, e.char_start NULLS LAST
