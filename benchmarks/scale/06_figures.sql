-- Grain: figure mention.
INSERT INTO store.figures BY NAME
SELECT
    $window::VARCHAR AS window_key, left(md5(concat('figure-', sentence_id)), 16) AS figure_id, sentence_id,
    char_start + number_at AS char_start, char_start + number_at + length(number::VARCHAR) AS char_end,
    number::VARCHAR AS text, 'count' AS kind, number::DOUBLE AS value_low, number::DOUBLE AS value_high, FALSE AS low_open,
    FALSE AS high_open, 'exact' AS approximator, 'people at work' AS referent, published_at AS as_of,
    'published' AS as_of_basis,
    CASE WHEN position % 2 = 0 THEN left(md5(concat('attribution-', sentence_id)), 16) END AS attribution_id
FROM made_sentences
WHERE number IS NOT NULL
ORDER BY figure_id
