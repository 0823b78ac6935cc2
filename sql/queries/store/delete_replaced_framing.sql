-- Grain: framing signal in a replaced sentence.
DELETE FROM store.framing_signals
WHERE sentence_id IN (SELECT sentence_id FROM replaced_sentences)
