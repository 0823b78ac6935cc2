-- Grain: version of an article.
CREATE OR REPLACE VIEW main.article_versions AS
SELECT article_id, version, title, text, fetched_at, content_hash
FROM store.version_numbers
WHERE NOT pruned
