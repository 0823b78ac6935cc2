-- Grain: outlet in a run: how its collection went.
CREATE OR REPLACE VIEW main.outlet_status AS
SELECT w.run_id, s.outlet, s.status, s.candidates, s.articles, s.reason
FROM store.outlet_status s
JOIN store.windows w USING (window_key)
