-- Grain: sentence in claim.
CREATE OR REPLACE VIEW main.claim_sentences AS
SELECT claim_id, sentence_id, stance
FROM store.claim_sentences
