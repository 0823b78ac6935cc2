-- Grain: quotation with a named source in an article's latest version, in a story.
SELECT a.in_story AS story_id, n.attribution_id, n.sentence_id, n.source, n.source_text, n.cue, n.quote_type, n.content_start, n.content_end
FROM (FROM articles WHERE in_story IN (SELECT unnest($stories))) AS a
JOIN (FROM sentences WHERE in_story IN (SELECT unnest($stories))) AS s ON s.article_id = a.article_id AND s.version = a.version
JOIN (FROM attributions WHERE in_story IN (SELECT unnest($stories))) AS n ON n.sentence_id = s.sentence_id
WHERE n.quote_type IN ('direct', 'mixed')
  AND n.source IS NOT NULL
  AND n.content_end > n.content_start
ORDER BY a.in_story, n.source, n.sentence_id, n.content_start, n.attribution_id
