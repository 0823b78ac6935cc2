-- Grain: figure divergence; `lowest` and `highest` over all sides, as the evidence's figures give them.
-- Asks: How far apart the figures for one quantity are.
-- Parameters:
--   since  DATE     NULL  first run date
--   unit   VARCHAR  NULL  only figures of this unit
--   rows   INTEGER  1000  how many
SELECT
    d.divergence_id, s.title AS story, d.subtype, any_value(f.unit) AS unit,
    any_value(f.referent) AS referent,
    min(coalesce(f.value_low, f.value_high)) AS lowest,
    max(coalesce(f.value_high, f.value_low)) AS highest,
    round(max(coalesce(f.value_high, f.value_low)) / nullif(min(coalesce(f.value_low, f.value_high)), 0), 4) AS ratio,
    count(DISTINCT e.side)::INTEGER AS sides,
    list(DISTINCT e.outlet ORDER BY e.outlet) AS outlets, d.explained_by, d.summary
FROM divergences AS d
JOIN stories AS s USING (story_id)
JOIN runs AS r ON r.run_id = d.last_seen_run
JOIN divergence_evidence AS e USING (divergence_id)
JOIN figures AS f ON f.sentence_id = e.sentence_id AND f.char_start < e.char_end AND e.char_start < f.char_end
    AND f.kind = d.subtype
WHERE d.kind = 'figure'
    AND ($since::DATE IS NULL OR r.run_date >= $since::DATE)
    AND ($unit::VARCHAR IS NULL OR f.unit = $unit::VARCHAR)
GROUP BY ALL
ORDER BY ratio DESC NULLS LAST, d.divergence_id
LIMIT $rows::INTEGER
