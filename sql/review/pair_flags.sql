-- Grain: divergence of a story that has both articles in its evidence, in the order in which it should be looked at.
SELECT d.divergence_id, d.kind, d.subtype, d.summary, d.confidence, d.explained_by
FROM divergences AS d
WHERE d.story_id = $story::VARCHAR
    AND 2 = (
        SELECT count(DISTINCT e.article_id)
        FROM divergence_evidence AS e
        WHERE e.in_story = $story::VARCHAR AND e.divergence_id = d.divergence_id
            AND e.article_id IN ($first::VARCHAR, $second::VARCHAR)
    )
ORDER BY d.explained_by IS NOT NULL, d.confidence < 0.5, d.severity * d.confidence DESC, d.divergence_id
