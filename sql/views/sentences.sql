-- Grain: sentence of a version.
CREATE OR REPLACE VIEW main.sentences AS
SELECT
    s.sentence_id, s.article_id, v.version, s.position, s.section, s.text, s.char_start, s.char_end, s.is_quote,
    p.story_id AS in_story
FROM store.told_sentences s
JOIN store.ordered_versions v USING (article_id, content_hash)
LEFT JOIN store.placed_articles p USING (article_id)
