-- Grain: piece of evidence of a divergence, with the sentence that it stands in.
SELECT
    e.side, e.outlet, o.name AS outlet_name, e.article_id, e.version, e.sentence_id, e.char_start, e.char_end,
    e.quote, e.value, t.section, t.text AS sentence, t.char_start AS sentence_start, a.title, a.url,
    a.published_at, f.fetched_at, f.archive_file, f.fetch_id
FROM divergence_evidence AS e
JOIN articles AS a ON a.article_id = e.article_id
LEFT JOIN outlets AS o ON o.outlet = e.outlet
LEFT JOIN sentences AS t USING (sentence_id)
LEFT JOIN fetches AS f ON f.fetch_id = a.fetch_id
WHERE e.divergence_id = $divergence::VARCHAR
ORDER BY e.side, e.outlet, e.article_id, e.version, e.char_start NULLS LAST
