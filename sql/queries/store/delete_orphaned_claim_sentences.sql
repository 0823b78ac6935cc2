-- Grain: sentence of a claim that is gone.
DELETE FROM store.claim_sentences
WHERE claim_id NOT IN (SELECT claim_id FROM store.claims)
