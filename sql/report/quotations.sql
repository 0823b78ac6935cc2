-- Grain: quotation with a named source in an article's latest version, in a story.
SELECT sa.story_id, n.attribution_id, n.sentence_id, n.source, n.source_text, n.cue, n.quote_type, n.content_start, n.content_end
FROM story_articles AS sa
JOIN articles AS a USING (article_id)
JOIN sentences AS s ON s.article_id = a.article_id AND s.version = a.version
JOIN attributions AS n USING (sentence_id)
WHERE sa.story_id IN (SELECT unnest($stories))
  AND n.quote_type IN ('direct', 'mixed')
  AND n.source IS NOT NULL
  AND n.content_end > n.content_start
ORDER BY sa.story_id, n.source, n.sentence_id, n.content_start, n.attribution_id
