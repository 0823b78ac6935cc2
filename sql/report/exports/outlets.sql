-- Grain: outlet.
SELECT * FROM outlets
ORDER BY ALL
