-- Grain: sentence in claim.
CREATE TABLE store.claim_sentences (
    window_key VARCHAR NOT NULL,
    claim_id VARCHAR NOT NULL,
    sentence_id VARCHAR NOT NULL,
    stance VARCHAR NOT NULL
)
