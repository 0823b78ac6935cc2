-- Grain: sentence in a claim of a story.
SELECT c.story_id, c.claim_id, c.text, c.sentence_count, c.outlet_count, c.origin_count, cs.sentence_id, cs.stance
FROM claims AS c
JOIN (FROM claim_sentences WHERE in_story IN (SELECT unnest($stories))) AS cs USING (claim_id)
WHERE c.story_id IN (SELECT unnest($stories))
ORDER BY c.story_id, c.claim_id, cs.sentence_id
