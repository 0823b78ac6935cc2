-- Grain: signal in a sentence.
CREATE TABLE store.framing_signals (
    window_key VARCHAR NOT NULL,
    signal_id VARCHAR NOT NULL,
    sentence_id VARCHAR NOT NULL,
    char_start INTEGER NOT NULL,
    char_end INTEGER NOT NULL,
    type VARCHAR NOT NULL,
    target VARCHAR,
    score DOUBLE NOT NULL,
    method VARCHAR NOT NULL
)
