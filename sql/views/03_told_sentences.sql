-- Grain: sentence of a version, as the latest window to read it cut it.
CREATE OR REPLACE VIEW store.told_sentences AS
SELECT s.*
FROM store.sentences s
SEMI JOIN store.read_versions r
    ON r.article_id = s.article_id AND r.content_hash = s.content_hash AND r.window_key = s.window_key
