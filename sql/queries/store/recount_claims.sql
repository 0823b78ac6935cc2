-- Grain: claim.
UPDATE store.claims
SET outlet_count = least(claims.outlet_count, n.outlets), origin_count = least(claims.origin_count, n.outlets)
FROM (
    SELECT c.claim_id, count(DISTINCT v.outlet)::INTEGER AS outlets
    FROM store.claim_sentences c
    JOIN store.sentences s USING (sentence_id)
    JOIN store.article_versions v USING (article_id, content_hash)
    GROUP BY c.claim_id
) n
WHERE n.claim_id = claims.claim_id
