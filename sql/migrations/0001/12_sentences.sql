-- Grain: sentence of a version, as one window read it.
CREATE TABLE store.sentences (
    window_key VARCHAR NOT NULL,
    sentence_id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    content_hash VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    section VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    char_start INTEGER NOT NULL,
    char_end INTEGER NOT NULL,
    is_quote BOOLEAN NOT NULL
)
