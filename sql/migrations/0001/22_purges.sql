-- Grain: takedown.
CREATE TABLE store.purges (
    kind VARCHAR NOT NULL,
    target VARCHAR NOT NULL,
    purged_at TIMESTAMPTZ NOT NULL,
    reason VARCHAR,
    articles INTEGER NOT NULL,
    erased_rows INTEGER NOT NULL
)
