-- Grain: one row: how many articles and versions are replaced.
SELECT count(DISTINCT article_id)::INTEGER AS articles, count(DISTINCT (article_id, content_hash))::INTEGER AS versions
FROM replaced
