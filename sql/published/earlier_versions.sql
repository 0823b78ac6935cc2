-- Grain: version that a later one has replaced. The latest ones' texts lie in store.articles, and nowhere twice.
CREATE TABLE copy.store.earlier_versions AS
SELECT v.article_id, v.version, v.title, v.text, v.fetched_at, v.content_hash
FROM main.article_versions AS v
ANTI JOIN main.articles AS a ON a.article_id = v.article_id AND a.version = v.version
ORDER BY v.article_id, v.version
