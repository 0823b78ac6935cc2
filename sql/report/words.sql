-- Grain: labelling or charged word with a target in an article's latest version, in a story.
SELECT sa.story_id, g.signal_id, g.sentence_id, g.char_start, g.char_end, g.type, g.target
FROM story_articles AS sa
JOIN articles AS a USING (article_id)
JOIN sentences AS s ON s.article_id = a.article_id AND s.version = a.version
JOIN framing_signals AS g USING (sentence_id)
WHERE sa.story_id IN (SELECT unnest($stories))
  AND g.type IN ('label', 'loaded_wording')
  AND g.target IS NOT NULL
ORDER BY sa.story_id, g.target, g.sentence_id, g.char_start, g.signal_id
