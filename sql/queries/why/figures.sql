-- Grain: figure in the sentences of a story and of one disagreement.
SELECT f.*
FROM figures AS f
JOIN sentences AS s USING (sentence_id)
WHERE
    s.article_id IN (SELECT article_id FROM story_articles WHERE story_id = $story_id)
    OR s.sentence_id IN (
        SELECT sentence_id FROM divergence_evidence WHERE divergence_id = $divergence_id
    )
ORDER BY f.sentence_id, f.char_start
