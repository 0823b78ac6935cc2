-- Grain: pair of equivalent sentences: each two of a claim.
INSERT INTO store.alignments BY NAME
SELECT
    $window::VARCHAR AS window_key, a.story_id, a.sentence_id AS sentence_a, b.sentence_id AS sentence_b,
    round(0.6 + 0.3 * (a.own % 100) / 100, 4) AS similarity, round(0.5 + 0.5 * (b.own % 100) / 100, 4) AS score
FROM made_sentences AS a
JOIN made_sentences AS b ON b.claim_id = a.claim_id AND a.sentence_id < b.sentence_id
WHERE a.size > 1 AND a.position BETWEEN 1 AND 6 AND b.position BETWEEN 1 AND 6
ORDER BY sentence_a, sentence_b
