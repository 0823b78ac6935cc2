-- Grain: figure in the sentences of a story and of one disagreement.
WITH near AS (
    -- the sentences of the story, and of those stories that the disagreement's articles are in now
    FROM sentences
    WHERE in_story IN (
        SELECT $story_id
        UNION
        SELECT in_story FROM articles
        WHERE article_id IN (SELECT article_id FROM divergence_evidence WHERE divergence_id = $divergence_id)
    )
)
SELECT f.*
FROM figures AS f
JOIN near AS s ON s.sentence_id = f.sentence_id AND s.in_story = f.in_story
WHERE
    s.article_id IN (SELECT article_id FROM story_articles WHERE story_id = $story_id)
    OR s.sentence_id IN (
        SELECT sentence_id FROM divergence_evidence WHERE divergence_id = $divergence_id
    )
ORDER BY f.sentence_id, f.char_start
