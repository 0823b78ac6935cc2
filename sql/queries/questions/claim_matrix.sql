-- Grain: claim of the story and outlet that carries it.
-- Asks: Who says what of a story, and how.
-- Parameters:
--   story  VARCHAR  -  the story
SELECT
    c.claim_id, c.text AS claim, c.origin_count, a.outlet,
    list(DISTINCT cs.stance ORDER BY cs.stance) AS stances, min(a.published_at) AS first_published_at
FROM claims AS c
JOIN claim_sentences AS cs USING (claim_id)
JOIN sentences AS t USING (sentence_id)
JOIN articles AS a USING (article_id)
WHERE c.story_id = $story::VARCHAR
GROUP BY ALL
ORDER BY c.origin_count DESC, c.claim_id, first_published_at NULLS LAST, a.outlet
