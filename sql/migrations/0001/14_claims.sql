-- Grain: group of aligned sentences.
CREATE TABLE store.claims (
    window_key VARCHAR NOT NULL,
    claim_id VARCHAR NOT NULL,
    story_id VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    outlet_count INTEGER NOT NULL,
    origin_count INTEGER NOT NULL
)
