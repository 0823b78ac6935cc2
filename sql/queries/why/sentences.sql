-- Grain: sentence of a story: of its articles as they are now, and those that the disagreement shows.
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
SELECT
    s.sentence_id, s.article_id, s.version, s.position, s.section, s.text, s.char_start, s.char_end, s.is_quote,
    a.outlet, a.url, a.title, a.published_at, a.modified_at, v.fetched_at
FROM near AS s
JOIN articles AS a USING (article_id)
LEFT JOIN article_versions AS v ON v.article_id = s.article_id AND v.version = s.version
WHERE
    (s.version = a.version AND s.article_id IN (SELECT article_id FROM story_articles WHERE story_id = $story_id))
    OR s.sentence_id IN (
        SELECT sentence_id FROM divergence_evidence WHERE divergence_id = $divergence_id
    )
ORDER BY s.article_id, s.version, s.position
