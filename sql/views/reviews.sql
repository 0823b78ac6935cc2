-- Grain: verdict of a reviewer.
CREATE OR REPLACE VIEW main.reviews AS
SELECT divergence_id, verdict, note, reviewer, reviewed_at
FROM store.reviews
