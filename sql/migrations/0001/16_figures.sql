-- Grain: figure mention.
CREATE TABLE store.figures (
    window_key VARCHAR NOT NULL,
    figure_id VARCHAR NOT NULL,
    sentence_id VARCHAR NOT NULL,
    char_start INTEGER NOT NULL,
    char_end INTEGER NOT NULL,
    text VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    value_low DOUBLE,
    value_high DOUBLE,
    low_open BOOLEAN NOT NULL,
    high_open BOOLEAN NOT NULL,
    unit VARCHAR,
    precision VARCHAR,
    approximator VARCHAR NOT NULL,
    referent VARCHAR,
    as_of TIMESTAMPTZ,
    as_of_basis VARCHAR,
    attribution_id VARCHAR
)
