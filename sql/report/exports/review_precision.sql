-- Grain: kind, subtype, month.
SELECT * FROM review_precision
ORDER BY ALL
