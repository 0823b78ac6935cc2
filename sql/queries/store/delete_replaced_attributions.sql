-- Grain: attribution in a replaced sentence.
DELETE FROM store.attributions
WHERE sentence_id IN (SELECT sentence_id FROM replaced_sentences)
