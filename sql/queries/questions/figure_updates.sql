-- Grain: piece of evidence of a divergence that time explains.
-- Asks: How figures moved with time: updates, each value with its outlet and time.
-- Parameters:
--   story  VARCHAR  NULL  only this story
--   rows   INTEGER  1000  how many
SELECT
    d.divergence_id, s.title AS story, d.subtype, e.side, e.outlet, a.published_at, e.value, e.quote
FROM divergences AS d
JOIN stories AS s USING (story_id)
JOIN divergence_evidence AS e USING (divergence_id)
JOIN articles AS a USING (article_id)
WHERE d.kind = 'figure' AND d.explained_by = 'time' AND ($story::VARCHAR IS NULL OR d.story_id = $story::VARCHAR)
ORDER BY d.divergence_id, a.published_at NULLS LAST, e.side, e.article_id, e.char_start
LIMIT $rows::INTEGER
