-- Grain: claim that fewer than two sentences are left of.
DELETE FROM store.claims
WHERE claim_id NOT IN (SELECT claim_id FROM store.claim_sentences GROUP BY claim_id HAVING count(*) > 1)
