-- Grain: earlier version of an article in a story; `quoted`: a divergence quotes it.
SELECT DISTINCT sa.story_id, v.article_id, v.version, v.title, v.text, v.fetched_at,
       EXISTS (
           SELECT 1 FROM divergence_evidence AS e WHERE e.article_id = v.article_id AND e.version = v.version
       ) AS quoted
FROM story_articles AS sa
JOIN articles AS a USING (article_id)
JOIN article_versions AS v USING (article_id)
WHERE sa.story_id IN (SELECT unnest($stories)) AND v.version < a.version
ORDER BY sa.story_id, v.article_id, v.version
