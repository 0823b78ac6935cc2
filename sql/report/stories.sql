-- Grain: story with something to compare (two articles, or a divergence within one) and news in the reported runs:
-- an article version fetched in a run's window, one handed in without a fetch time, or a divergence that the run found.
WITH reported AS (
    SELECT run_id, window_start, window_end FROM runs WHERE run_id IN (SELECT unnest($runs))
),
fresh AS (
    SELECT sa.story_id
    FROM story_articles AS sa
    JOIN article_versions AS v USING (article_id)
    WHERE v.fetched_at IS NULL
       OR EXISTS (
           SELECT 1 FROM reported AS r
           WHERE v.fetched_at >= coalesce(r.window_start, v.fetched_at)
             AND v.fetched_at <= coalesce(r.window_end, v.fetched_at)
       )
    UNION
    SELECT story_id FROM divergences WHERE last_seen_run IN (SELECT unnest($runs)) OR run_id IN (SELECT unnest($runs))
)
SELECT s.story_id, s.title, s.first_published_at, s.last_published_at, s.article_count, s.outlet_count,
       s.origin_count, s.status
FROM stories AS s
WHERE s.story_id IN (SELECT story_id FROM fresh)
  AND (s.article_count > 1 OR s.story_id IN (SELECT story_id FROM divergences))
ORDER BY s.story_id
