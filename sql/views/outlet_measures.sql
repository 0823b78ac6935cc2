-- Grain: outlet, measure and run date, with a 95 % Wilson interval (Wilson 1927).
CREATE OR REPLACE VIEW main.outlet_measures AS
WITH counted AS (
    SELECT
        a.outlet, 'wire_copies' AS measure, w.run_date,
        count(DISTINCT a.article_id) FILTER (WHERE s.is_copy)::INTEGER AS numerator,
        count(DISTINCT a.article_id)::INTEGER AS denominator
    FROM store.article_versions a
    JOIN store.windows w USING (window_key)
    LEFT JOIN store.syndication s ON s.article_id = a.article_id AND s.window_key = a.window_key
    GROUP BY ALL
    UNION ALL
    SELECT
        a.outlet, 'attributed_claims', w.run_date,
        count(*) FILTER (WHERE c.stance = 'attributes')::INTEGER, count(*)::INTEGER
    FROM store.claim_sentences c
    JOIN store.sentences t ON t.sentence_id = c.sentence_id AND t.window_key = c.window_key
    JOIN store.article_versions a USING (article_id, content_hash)
    JOIN store.windows w ON w.window_key = c.window_key
    GROUP BY ALL
    UNION ALL
    SELECT
        a.outlet, 'figures_attributed', w.run_date,
        count(*) FILTER (WHERE f.attribution_id IS NOT NULL)::INTEGER, count(*)::INTEGER
    FROM store.figures f
    JOIN store.sentences t ON t.sentence_id = f.sentence_id AND t.window_key = f.window_key
    JOIN store.article_versions a USING (article_id, content_hash)
    JOIN store.windows w ON w.window_key = f.window_key
    GROUP BY ALL
),
rated AS (
    SELECT *, numerator / denominator AS rate, 1.959964 AS z FROM counted WHERE denominator > 0
)
SELECT
    outlet, measure, run_date AS window_start, run_date + 1 AS window_end, numerator, denominator,
    round(rate, 4) AS rate,
    round(greatest(0, (rate + z * z / (2 * denominator)
        - z * sqrt((rate * (1 - rate) + z * z / (4 * denominator)) / denominator)) / (1 + z * z / denominator)), 4) AS low,
    round(least(1, (rate + z * z / (2 * denominator)
        + z * sqrt((rate * (1 - rate) + z * z / (4 * denominator)) / denominator)) / (1 + z * z / denominator)), 4) AS high
FROM rated
