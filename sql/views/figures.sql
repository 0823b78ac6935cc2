-- Grain: figure mention.
CREATE OR REPLACE VIEW main.figures AS
SELECT
    f.figure_id, f.sentence_id, f.char_start, f.char_end, f.text, f.kind, f.value_low, f.value_high, f.low_open, f.high_open,
    f.unit, f.precision, f.approximator, f.referent, f.as_of, f.as_of_basis, f.attribution_id, s.article_id AS in_article, p.story_id AS in_story
FROM store.figures f
JOIN store.told_sentences s ON s.sentence_id = f.sentence_id AND s.window_key = f.window_key
LEFT JOIN store.placed_articles p ON p.article_id = s.article_id
