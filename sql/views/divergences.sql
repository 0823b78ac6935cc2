-- Grain: disagreement, as the latest run that saw it found it.
CREATE OR REPLACE VIEW main.divergences AS
SELECT
    d.divergence_id, w.run_id, d.story_id, d.claim_id, d.scope, d.kind, d.subtype, d.severity, d.confidence,
    d.explained_by, d.summary,
    first_value(w.run_id) OVER seen AS first_seen_run,
    last_value(w.run_id) OVER seen AS last_seen_run
FROM store.divergences d
JOIN store.windows w USING (window_key)
WINDOW seen AS (
    PARTITION BY d.divergence_id ORDER BY w.window_start, w.window_key
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
)
QUALIFY row_number() OVER (PARTITION BY d.divergence_id ORDER BY w.window_start DESC, w.window_key DESC) = 1
