-- Grain: group of aligned sentences.
CREATE OR REPLACE VIEW main.claims AS
SELECT
    c.claim_id, c.story_id, c.text,
    (
        SELECT count(*) FROM store.claim_sentences s WHERE s.claim_id = c.claim_id AND s.window_key = c.window_key
    )::INTEGER AS sentence_count,
    c.outlet_count, c.origin_count
FROM store.claims c
SEMI JOIN store.told_stories s ON s.story_id = c.story_id AND s.window_key = c.window_key
