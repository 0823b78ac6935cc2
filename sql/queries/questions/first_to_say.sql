-- Grain: claim.
-- Asks: Who said it first: the earliest outlet of each claim that several origins carry.
-- Parameters:
--   least  INTEGER  3     origins that a claim needs
--   rows   INTEGER  1000  how many
SELECT
    c.claim_id, s.title AS story, c.text AS claim, c.origin_count,
    arg_min(a.outlet, (a.published_at, a.article_id)) AS first_outlet, min(a.published_at) AS first_published_at
FROM claims AS c
JOIN stories AS s USING (story_id)
JOIN claim_sentences AS cs USING (claim_id)
JOIN articles AS a ON a.article_id = cs.in_article
WHERE c.origin_count >= $least::INTEGER AND a.published_at IS NOT NULL
GROUP BY ALL
ORDER BY c.origin_count DESC, c.claim_id
LIMIT $rows::INTEGER
