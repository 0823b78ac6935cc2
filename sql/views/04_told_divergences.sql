-- Grain: disagreement, as the latest run that saw it found it. Of a story compared again, what that comparison found
-- and no more; a change between versions stands, under the story that the article is in now.
CREATE OR REPLACE VIEW store.told_divergences AS
WITH latest AS (
    SELECT
        d.*, w.run_id,
        first_value(w.run_id) OVER seen AS first_seen_run,
        last_value(w.run_id) OVER seen AS last_seen_run
    FROM store.divergences d
    JOIN store.windows w USING (window_key)
    WINDOW seen AS (
        PARTITION BY d.divergence_id ORDER BY w.window_start, w.window_key
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    )
    QUALIFY row_number() OVER (PARTITION BY d.divergence_id ORDER BY w.window_start DESC, w.window_key DESC) = 1
),
changed AS (
    SELECT e.divergence_id, e.window_key, min(p.story_id) AS now_in
    FROM store.divergence_evidence e
    JOIN store.placed_articles p USING (article_id)
    GROUP BY ALL
)
SELECT l.* REPLACE (CASE WHEN l.scope = 'cross_version' THEN coalesce(c.now_in, l.story_id) ELSE l.story_id END AS story_id)
FROM latest l
LEFT JOIN changed c ON c.divergence_id = l.divergence_id AND c.window_key = l.window_key
LEFT JOIN store.told_stories t ON t.story_id = l.story_id AND t.window_key = l.window_key
WHERE l.scope = 'cross_version' OR t.story_id IS NOT NULL
