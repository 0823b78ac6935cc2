-- Grain: comparison window.
CREATE TABLE store.windows (
    window_key VARCHAR PRIMARY KEY,
    run_id VARCHAR NOT NULL,
    run_date DATE NOT NULL,
    window_start TIMESTAMPTZ NOT NULL,
    window_end TIMESTAMPTZ NOT NULL,
    started_at TIMESTAMPTZ NOT NULL,
    finished_at TIMESTAMPTZ NOT NULL,
    articles INTEGER NOT NULL,
    stories INTEGER NOT NULL,
    sentences INTEGER NOT NULL,
    divergences INTEGER NOT NULL,
    versions JSON NOT NULL
)
