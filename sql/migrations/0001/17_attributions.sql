-- Grain: attribution.
CREATE TABLE store.attributions (
    window_key VARCHAR NOT NULL,
    attribution_id VARCHAR NOT NULL,
    sentence_id VARCHAR NOT NULL,
    source_text VARCHAR,
    source VARCHAR,
    cue VARCHAR,
    quote_type VARCHAR NOT NULL,
    source_start INTEGER,
    source_end INTEGER,
    cue_start INTEGER,
    cue_end INTEGER,
    content_start INTEGER NOT NULL,
    content_end INTEGER NOT NULL,
    content_sentence_ids VARCHAR[] NOT NULL,
    voiced BOOLEAN NOT NULL
)
