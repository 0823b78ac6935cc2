-- Grain: replaced sentence in claim.
DELETE FROM store.claim_sentences
WHERE sentence_id IN (SELECT sentence_id FROM replaced_sentences)
