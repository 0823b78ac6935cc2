-- Grain: outlet; `stories` are those of three origins or more that it covered.
-- Asks: Who leaves out what most others carry, and how often.
-- Parameters:
--   since      DATE    NULL  first run date
--   threshold  DOUBLE  0.5   least confidence
WITH covered AS (
    SELECT a.outlet, count(DISTINCT s.story_id)::INTEGER AS stories
    FROM stories AS s
    JOIN articles AS a ON a.in_story = s.story_id
    WHERE s.origin_count >= 3
    GROUP BY ALL
),
missing AS (
    SELECT DISTINCT e.outlet, d.divergence_id, d.story_id
    FROM divergences AS d
    JOIN divergence_evidence AS e USING (divergence_id)
    JOIN runs AS r ON r.run_id = d.last_seen_run
    WHERE d.kind = 'omission' AND e.sentence_id IS NULL
        AND d.confidence >= $threshold::DOUBLE
        AND ($since::DATE IS NULL OR r.run_date >= $since::DATE)
)
SELECT
    c.outlet, c.stories, count(m.divergence_id)::INTEGER AS claims_left_out,
    count(DISTINCT m.story_id)::INTEGER AS stories_with_one
FROM covered AS c
LEFT JOIN missing AS m USING (outlet)
GROUP BY ALL
ORDER BY claims_left_out DESC, c.outlet
