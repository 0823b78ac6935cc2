-- Grain: aligned pair of sentences of a story.
SELECT sentence_a, sentence_b, score
FROM alignments
WHERE story_id = $story_id
ORDER BY sentence_a, sentence_b
