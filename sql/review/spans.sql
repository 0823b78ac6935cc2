-- Grain: figure, source or cue in a sentence of the latest version of one of two articles.
WITH read AS (
    SELECT t.sentence_id, t.char_start AS sentence_start
    FROM sentences AS t
    JOIN articles AS a USING (article_id, version)
    WHERE t.in_story = $story::VARCHAR AND t.article_id IN ($first::VARCHAR, $second::VARCHAR)
)
SELECT r.sentence_id, 'figure' AS what, f.char_start - r.sentence_start AS first, f.char_end - r.sentence_start AS last
FROM read AS r
JOIN figures AS f USING (sentence_id)
WHERE f.in_story = $story::VARCHAR
UNION ALL
SELECT r.sentence_id, 'source', q.source_start - r.sentence_start, q.source_end - r.sentence_start
FROM read AS r
JOIN attributions AS q USING (sentence_id)
WHERE q.in_story = $story::VARCHAR AND q.source_start IS NOT NULL
ORDER BY sentence_id, first, last, what
