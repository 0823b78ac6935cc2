-- Grain: signal in a sentence.
CREATE OR REPLACE VIEW main.framing_signals AS
SELECT
    f.signal_id, f.sentence_id, f.char_start, f.char_end, f.type, f.target, f.score, f.method,
    substring(s.text, f.char_start - s.char_start + 1, f.char_end - f.char_start) AS words, s.article_id AS in_article, p.story_id AS in_story
FROM store.framing_signals f
JOIN store.told_sentences s ON s.sentence_id = f.sentence_id AND s.window_key = f.window_key
LEFT JOIN store.placed_articles p ON p.article_id = s.article_id
