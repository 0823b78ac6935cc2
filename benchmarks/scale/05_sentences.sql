-- Grain: sentence of a version, as the window read it.
INSERT INTO store.sentences BY NAME
SELECT
    $window::VARCHAR AS window_key, sentence_id, article_id, content_hash, position,
    CASE WHEN position = 0 THEN 'headline' ELSE 'body' END AS section, text, char_start,
    char_start + length(text) AS char_end, FALSE AS is_quote
FROM made_sentences
ORDER BY sentence_id
