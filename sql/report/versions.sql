-- Grain: earlier version of an article in a story; `quoted`: a divergence quotes it.
WITH told AS (
    SELECT in_story, article_id, version FROM articles WHERE in_story IN (SELECT unnest($stories)) AND version > 1
),
quoted AS (
    SELECT DISTINCT article_id, version FROM divergence_evidence WHERE article_id IN (SELECT article_id FROM told)
)
SELECT a.in_story AS story_id, v.article_id, v.version, v.title, v.text, v.fetched_at, q.article_id IS NOT NULL AS quoted
FROM told AS a
JOIN (FROM article_versions WHERE article_id IN (SELECT article_id FROM told)) AS v USING (article_id)
LEFT JOIN quoted AS q ON q.article_id = v.article_id AND q.version = v.version
WHERE v.version < a.version
ORDER BY a.in_story, v.article_id, v.version
