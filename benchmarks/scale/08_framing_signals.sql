-- Grain: signal in a sentence.
INSERT INTO store.framing_signals BY NAME
SELECT
    $window::VARCHAR AS window_key, left(md5(concat('signal-', sentence_id)), 16) AS signal_id, sentence_id,
    char_start, char_start + strpos(text, ' ') - 1 AS char_end,
    ['label', 'loaded_wording', 'agency', 'hedge'][1 + position % 4] AS type, concat('target ', floor(pow(seed % 1000 / 1000, 3) * 400)::INTEGER) AS target,
    0.4 + 0.6 * (own % 100) / 100 AS score, 'list:made' AS method
FROM made_sentences
WHERE position IN (0, 3, 5, 8)
ORDER BY signal_id
