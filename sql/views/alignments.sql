-- Grain: pair of equivalent sentences.
CREATE OR REPLACE VIEW main.alignments AS
SELECT a.story_id, a.sentence_a, a.sentence_b, a.similarity, a.score
FROM store.alignments a
SEMI JOIN store.told_stories s ON s.story_id = a.story_id AND s.window_key = a.window_key
