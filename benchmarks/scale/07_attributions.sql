-- Grain: attribution: every second sentence of those that the story shares.
INSERT INTO store.attributions BY NAME
SELECT
    $window::VARCHAR AS window_key, left(md5(concat('attribution-', sentence_id)), 16) AS attribution_id, sentence_id,
    'Ada Verrin' AS source_text, concat('verrin ', floor(pow(own % 1000 / 1000, 3) * 3000)::INTEGER) AS source, 'said' AS cue,
    CASE WHEN own % 2 = 0 THEN 'direct' ELSE 'indirect' END AS quote_type,
    char_start AS source_start, char_start + 5 AS source_end, char_start AS cue_start, char_start + 4 AS cue_end,
    char_start AS content_start, char_start + length(text) AS content_end, [sentence_id] AS content_sentence_ids, TRUE AS voiced
FROM made_sentences
WHERE position IN (2, 4, 6)
ORDER BY attribution_id
