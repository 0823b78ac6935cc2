-- Grain: earlier version of an article of the reported stories; the latest is the article's own row in `articles`.
SELECT v.* FROM article_versions AS v JOIN articles AS a USING (article_id)
WHERE v.version < a.version
  AND v.article_id IN (SELECT article_id FROM story_articles WHERE story_id IN (SELECT unnest($stories)))
ORDER BY ALL
