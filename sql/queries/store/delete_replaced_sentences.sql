-- Grain: sentence of a replaced article.
DELETE FROM store.sentences
WHERE sentence_id IN (SELECT sentence_id FROM replaced_sentences)
