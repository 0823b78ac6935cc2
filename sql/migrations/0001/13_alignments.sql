-- Grain: pair of equivalent sentences.
CREATE TABLE store.alignments (
    window_key VARCHAR NOT NULL,
    story_id VARCHAR NOT NULL,
    sentence_a VARCHAR NOT NULL,
    sentence_b VARCHAR NOT NULL,
    similarity DOUBLE NOT NULL,
    score DOUBLE NOT NULL
)
