-- Grain: verdict that a reviewer gave; one taken back stays, with the time. (SQLite: the verdicts' own store.)
CREATE TABLE IF NOT EXISTS verdicts (
    verdict_id INTEGER PRIMARY KEY AUTOINCREMENT,
    divergence_id TEXT NOT NULL,
    verdict TEXT NOT NULL CHECK (verdict IN ('real', 'update', 'scope', 'extraction_error', 'not_useful')),
    note TEXT,
    reviewer TEXT NOT NULL,
    reviewed_at TEXT NOT NULL,
    evidence_hash TEXT NOT NULL,
    kind TEXT NOT NULL,
    subtype TEXT NOT NULL,
    confidence REAL NOT NULL,
    undone_at TEXT
)
