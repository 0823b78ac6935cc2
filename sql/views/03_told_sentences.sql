-- Grain: sentence of a version, as the latest window to read it cut it.
CREATE OR REPLACE VIEW store.told_sentences AS
SELECT s.*
FROM store.sentences s
JOIN store.windows w USING (window_key)
QUALIFY dense_rank() OVER (
    PARTITION BY s.article_id, s.content_hash ORDER BY w.window_start DESC, w.window_key DESC
) = 1
