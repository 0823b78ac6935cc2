-- Grain: row of attributions of the reported stories, in the order of the articles' sentences.
WITH placed AS (
    SELECT s.sentence_id, min(s.article_id) AS article_id, min(s.position) AS position
    FROM sentences AS s JOIN story_articles USING (article_id)
    WHERE story_id IN (SELECT unnest($stories))
    GROUP BY s.sentence_id
)
SELECT r.* FROM attributions AS r JOIN placed AS p ON p.sentence_id = r.sentence_id
ORDER BY p.article_id, p.position, r.sentence_id, r.cue_start, r.content_start, r.attribution_id
