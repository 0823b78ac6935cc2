-- Grain: earlier version of an article in a story that a divergence quotes.
SELECT DISTINCT sa.story_id, v.article_id, v.version, v.title, v.text, v.fetched_at
FROM story_articles AS sa
JOIN articles AS a USING (article_id)
JOIN article_versions AS v USING (article_id)
JOIN divergence_evidence AS e ON e.article_id = v.article_id AND e.version = v.version
WHERE sa.story_id IN (SELECT unnest($stories)) AND v.version <> a.version
ORDER BY sa.story_id, v.article_id, v.version
