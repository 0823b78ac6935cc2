-- Grain: group of aligned sentences.
INSERT INTO store.claims BY NAME
SELECT
    $window::VARCHAR AS window_key, claim_id, any_value(story_id) AS story_id, min(text) AS text, count(*)::INTEGER AS outlet_count,
    greatest(1, count(*) - count(*) // 4)::INTEGER AS origin_count
FROM made_sentences
WHERE size > 1 AND position BETWEEN 1 AND 6
GROUP BY claim_id
ORDER BY claim_id
