-- Grain: sentence in claim.
INSERT INTO store.claim_sentences BY NAME
SELECT $window::VARCHAR AS window_key, claim_id, sentence_id, CASE WHEN position % 2 = 0 THEN 'attributes' ELSE 'states' END AS stance
FROM made_sentences
WHERE size > 1 AND position BETWEEN 1 AND 6
ORDER BY ALL
