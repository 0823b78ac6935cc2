-- Grain: piece of evidence of a divergence of a story.
SELECT d.story_id, e.divergence_id, e.side, e.outlet, e.article_id, e.version, e.sentence_id, e.char_start, e.char_end,
       e.quote, e.value
FROM divergence_evidence AS e
JOIN divergences AS d USING (divergence_id)
WHERE d.story_id IN (SELECT unnest($stories))
ORDER BY d.story_id, e.divergence_id, e.side, e.outlet, e.article_id, e.version, e.char_start NULLS LAST, e.char_end
