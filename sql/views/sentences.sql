-- Grain: sentence of a version.
CREATE OR REPLACE VIEW main.sentences AS
SELECT
    s.sentence_id, s.article_id, v.version, s.position, s.section, s.text, s.char_start, s.char_end, s.is_quote
FROM store.told_sentences s
JOIN store.version_numbers v USING (article_id, content_hash)
