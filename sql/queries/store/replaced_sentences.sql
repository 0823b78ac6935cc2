-- Grain: sentence of a replaced version.
CREATE OR REPLACE TEMP TABLE replaced_sentences AS
SELECT s.sentence_id, s.window_key
FROM store.sentences s
SEMI JOIN replaced r ON r.article_id = s.article_id AND r.content_hash = s.content_hash
