-- Grain: outlet and measure over all types of story, as of the newest window that has it.
SELECT outlet, measure, window_start, window_end, numerator, denominator, rate, low, high
FROM outlet_measures
WHERE story_type IS NULL
QUALIFY row_number() OVER (PARTITION BY outlet, measure ORDER BY window_end DESC, window_start DESC) = 1
ORDER BY outlet, measure
