-- Grain: claim whose text is of no sentence that is left: it takes that of one of its own.
UPDATE store.claims
SET text = n.text
FROM (
    SELECT c.claim_id, c.window_key, min_by(s.text, s.sentence_id) AS text
    FROM store.claims c
    JOIN store.claim_sentences m ON m.claim_id = c.claim_id AND m.window_key = c.window_key
    JOIN store.sentences s ON s.sentence_id = m.sentence_id
    GROUP BY c.claim_id, c.window_key, c.text
    HAVING NOT bool_or(s.text = c.text)
) n
WHERE n.claim_id = claims.claim_id AND n.window_key = claims.window_key
