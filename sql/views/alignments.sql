-- Grain: pair of equivalent sentences.
CREATE OR REPLACE VIEW main.alignments AS
SELECT story_id, sentence_a, sentence_b, similarity, score
FROM store.alignments
