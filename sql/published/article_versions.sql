-- Grain: version of an article.
CREATE VIEW main.article_versions AS
SELECT article_id, version, title, text, fetched_at, text_hash AS content_hash FROM store.articles
UNION ALL
SELECT article_id, version, title, text, fetched_at, content_hash FROM store.earlier_versions
