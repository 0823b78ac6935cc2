-- Grain: labelling or charged word with a target in an article's latest version, in a story.
SELECT a.in_story AS story_id, g.signal_id, g.sentence_id, g.char_start, g.char_end, g.type, g.target
FROM (FROM articles WHERE in_story IN (SELECT unnest($stories))) AS a
JOIN (FROM sentences WHERE in_story IN (SELECT unnest($stories))) AS s ON s.article_id = a.article_id AND s.version = a.version
JOIN (FROM framing_signals WHERE in_story IN (SELECT unnest($stories))) AS g ON g.sentence_id = s.sentence_id
WHERE g.type IN ('label', 'loaded_wording')
  AND g.target IS NOT NULL
ORDER BY a.in_story, g.target, g.sentence_id, g.char_start, g.signal_id
