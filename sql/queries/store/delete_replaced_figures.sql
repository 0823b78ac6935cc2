-- Grain: figure in a replaced sentence.
DELETE FROM store.figures
WHERE sentence_id IN (SELECT sentence_id FROM replaced_sentences)
