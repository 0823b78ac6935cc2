-- Grain: sentence of a replaced article.
CREATE OR REPLACE TEMP TABLE replaced_sentences AS
SELECT s.sentence_id, s.window_key
FROM store.sentences s
SEMI JOIN replaced r ON r.article_id = s.article_id
