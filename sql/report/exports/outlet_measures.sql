-- Grain: outlet, measure, window.
SELECT * FROM outlet_measures
ORDER BY ALL
