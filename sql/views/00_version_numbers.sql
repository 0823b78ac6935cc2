-- Grain: version of an article with its number.
CREATE OR REPLACE VIEW store.version_numbers AS
SELECT v.*, n.version, n.is_latest, n.seen_first_at
FROM store.article_versions v
JOIN store.ordered_versions n USING (article_id, content_hash, window_key)
