-- Grain: alignment of a replaced sentence.
DELETE FROM store.alignments
WHERE sentence_a IN (SELECT sentence_id FROM replaced_sentences)
    OR sentence_b IN (SELECT sentence_id FROM replaced_sentences)
