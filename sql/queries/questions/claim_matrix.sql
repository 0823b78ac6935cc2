-- Grain: claim of the story and outlet that carries it.
-- Asks: Who says what of a story, and how.
-- Parameters:
--   story  VARCHAR  -  the story
SELECT
    c.claim_id, c.text AS claim, c.origin_count, a.outlet,
    list(DISTINCT cs.stance ORDER BY cs.stance) AS stances, min(a.published_at) AS first_published_at
FROM claims AS c
JOIN claim_sentences AS cs ON cs.claim_id = c.claim_id AND cs.in_story = c.story_id
JOIN articles AS a ON a.article_id = cs.in_article
WHERE c.story_id = $story::VARCHAR
GROUP BY ALL
ORDER BY c.origin_count DESC, c.claim_id, first_published_at NULLS LAST, a.outlet
