-- Grain: pair of outlets.
-- Asks: How often two outlets stand on different sides, against the stories that both covered.
-- Parameters:
--   kind       VARCHAR  NULL  only this kind
--   threshold  DOUBLE   0.5   least confidence
WITH covered AS (
    SELECT DISTINCT outlet, in_story AS story_id FROM articles WHERE in_story IS NOT NULL
),
shared AS (
    SELECT a.outlet AS outlet_a, b.outlet AS outlet_b, count(*)::INTEGER AS stories
    FROM covered AS a
    JOIN covered AS b ON a.story_id = b.story_id AND a.outlet < b.outlet
    GROUP BY ALL
),
sides AS (
    SELECT DISTINCT e.divergence_id, e.outlet, e.side
    FROM divergence_evidence AS e
    JOIN divergences AS d USING (divergence_id)
    WHERE d.scope = 'cross_outlet' AND d.explained_by IS NULL AND d.confidence >= $threshold::DOUBLE
        AND ($kind::VARCHAR IS NULL OR d.kind = $kind::VARCHAR)
),
apart AS (
    SELECT a.outlet AS outlet_a, b.outlet AS outlet_b, count(DISTINCT a.divergence_id)::INTEGER AS divergences
    FROM sides AS a
    JOIN sides AS b ON a.divergence_id = b.divergence_id AND a.outlet < b.outlet AND a.side <> b.side
    GROUP BY ALL
)
SELECT
    outlet_a, outlet_b, stories, coalesce(divergences, 0) AS divergences,
    round(coalesce(divergences, 0) / stories, 4) AS per_story
FROM shared
LEFT JOIN apart USING (outlet_a, outlet_b)
ORDER BY divergences DESC, stories DESC, outlet_a, outlet_b
