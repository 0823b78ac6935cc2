-- Grain: group of aligned sentences.
CREATE OR REPLACE VIEW main.claims AS
SELECT
    c.claim_id, c.story_id, c.text,
    (SELECT count(*) FROM store.claim_sentences s WHERE s.claim_id = c.claim_id)::INTEGER AS sentence_count,
    c.outlet_count, c.origin_count
FROM store.claims c
