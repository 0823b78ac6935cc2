-- Grain: piece of evidence.
CREATE TABLE store.divergence_evidence (
    window_key VARCHAR NOT NULL,
    divergence_id VARCHAR NOT NULL,
    side INTEGER NOT NULL,
    outlet VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    content_hash VARCHAR NOT NULL,
    sentence_id VARCHAR,
    char_start INTEGER,
    char_end INTEGER,
    quote VARCHAR,
    value VARCHAR
)
