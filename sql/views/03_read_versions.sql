-- Grain: version of an article that was cut into sentences, with the latest window that did.
CREATE OR REPLACE VIEW store.read_versions AS
SELECT s.article_id, s.content_hash, arg_max(s.window_key, (w.window_start, w.window_key)) AS window_key
FROM (SELECT DISTINCT article_id, content_hash, window_key FROM store.sentences) AS s
JOIN store.windows w USING (window_key)
GROUP BY s.article_id, s.content_hash
