-- Grain: alignment that is not between two articles, or not in order: none may be.
SELECT l.sentence_a, l.sentence_b
FROM main.alignments l
LEFT JOIN main.sentences a ON a.sentence_id = l.sentence_a
LEFT JOIN main.sentences b ON b.sentence_id = l.sentence_b
WHERE l.sentence_a >= l.sentence_b OR a.article_id IS NULL OR b.article_id IS NULL OR a.article_id = b.article_id
