-- Grain: attribution.
CREATE OR REPLACE VIEW main.attributions AS
SELECT
    f.attribution_id, f.sentence_id, f.source_text, f.source, f.cue, f.quote_type, f.source_start, f.source_end,
    f.cue_start, f.cue_end, f.content_start, f.content_end, f.content_sentence_ids, f.voiced, s.article_id AS in_article, p.story_id AS in_story
FROM store.attributions f
JOIN store.told_sentences s ON s.sentence_id = f.sentence_id AND s.window_key = f.window_key
LEFT JOIN store.placed_articles p ON p.article_id = s.article_id
