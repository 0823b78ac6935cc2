-- Grain: disagreement, as one window found it.
CREATE TABLE store.divergences (
    window_key VARCHAR NOT NULL,
    divergence_id VARCHAR NOT NULL,
    story_id VARCHAR NOT NULL,
    claim_id VARCHAR,
    scope VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    subtype VARCHAR NOT NULL,
    thing VARCHAR NOT NULL,
    severity DOUBLE NOT NULL,
    confidence DOUBLE NOT NULL,
    explained_by VARCHAR,
    summary VARCHAR NOT NULL
)
