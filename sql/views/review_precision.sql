-- Grain: kind, subtype and month, with a 95 % Wilson interval (Wilson 1927).
CREATE OR REPLACE VIEW main.review_precision AS
WITH latest AS (
    SELECT divergence_id, verdict, reviewed_at
    FROM store.reviews
    QUALIFY row_number() OVER (PARTITION BY divergence_id ORDER BY reviewed_at DESC, reviewer) = 1
),
counted AS (
    SELECT
        d.kind, d.subtype, date_trunc('month', l.reviewed_at AT TIME ZONE 'UTC')::DATE AS month,
        count(DISTINCT l.divergence_id)::INTEGER AS judged,
        count(DISTINCT l.divergence_id) FILTER (WHERE l.verdict = 'real')::INTEGER AS real
    FROM latest l
    JOIN store.divergences d USING (divergence_id)
    GROUP BY ALL
)
SELECT
    kind, subtype, month, judged, real, round(real / judged, 4) AS precision, round(main.wilson(real, judged).low, 4) AS low,
    round(main.wilson(real, judged).high, 4) AS high
FROM counted
