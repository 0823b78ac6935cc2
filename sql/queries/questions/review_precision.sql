-- Grain: kind, subtype and month.
-- Asks: How often a flag was judged real, by kind and month.
-- Parameters:
--   least  INTEGER  1  verdicts that a row needs
SELECT kind, subtype, month, judged, real, precision, low, high
FROM review_precision
WHERE judged >= $least::INTEGER
ORDER BY month DESC, kind, subtype
