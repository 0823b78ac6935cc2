-- Grain: verdict of a reviewer.
CREATE TABLE store.reviews (
    divergence_id VARCHAR NOT NULL,
    verdict VARCHAR NOT NULL,
    note VARCHAR,
    reviewer VARCHAR NOT NULL,
    reviewed_at TIMESTAMPTZ NOT NULL,
    evidence_hash VARCHAR NOT NULL
)
