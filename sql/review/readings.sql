-- Grain: figure read in a sentence of a divergence's evidence, where it meets the exact words.
WITH shown AS (
    FROM divergence_evidence WHERE divergence_id = $divergence::VARCHAR
),
placed AS (
    SELECT in_story FROM articles WHERE article_id IN (SELECT article_id FROM shown)
)
SELECT
    e.side, e.outlet, g.text, g.kind, g.value_low, g.value_high, g.low_open, g.high_open, g.unit, g.approximator,
    g.precision, g.referent, g.as_of, g.as_of_basis, coalesce(q.source_text, q.source) AS source
FROM shown AS e
JOIN (FROM figures WHERE in_story IN (FROM placed)) AS g ON g.sentence_id = e.sentence_id AND g.char_start < e.char_end AND e.char_start < g.char_end
LEFT JOIN (FROM attributions WHERE in_story IN (FROM placed)) AS q ON q.attribution_id = g.attribution_id
ORDER BY e.side, e.outlet, g.char_start, g.text
