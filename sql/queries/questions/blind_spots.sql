-- Grain: story without an article of the outlet, in a run in which the outlet had articles.
-- Asks: Which stories of many origins an outlet did not cover at all.
-- Parameters:
--   outlet  VARCHAR  -     the outlet
--   least   INTEGER  3     origins that a story needs
--   rows    INTEGER  1000  how many
SELECT
    s.story_id, s.title, s.first_published_at, s.origin_count,
    list(DISTINCT a.outlet ORDER BY a.outlet) AS covered_by
FROM stories AS s
JOIN articles AS a ON a.in_story = s.story_id
WHERE s.origin_count >= $least::INTEGER
GROUP BY ALL
HAVING NOT list_contains(covered_by, $outlet::VARCHAR)
    AND s.last_published_at BETWEEN
        (SELECT min(published_at) FROM articles WHERE outlet = $outlet::VARCHAR)
        AND (SELECT max(fetched_at) FROM articles WHERE outlet = $outlet::VARCHAR)
ORDER BY s.origin_count DESC, s.story_id
LIMIT $rows::INTEGER
