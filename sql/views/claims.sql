-- Grain: group of aligned sentences.
CREATE OR REPLACE VIEW main.claims AS
SELECT c.claim_id, c.story_id, c.text, coalesce(n.sentences, 0)::INTEGER AS sentence_count, c.outlet_count, c.origin_count
FROM store.claims c
LEFT JOIN (
    SELECT claim_id, window_key, count(*) AS sentences FROM store.claim_sentences GROUP BY claim_id, window_key
) AS n ON n.claim_id = c.claim_id AND n.window_key = c.window_key
SEMI JOIN store.told_stories s ON s.story_id = c.story_id AND s.window_key = c.window_key
