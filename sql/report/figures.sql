-- Grain: figure mention in a sentence that stands in a claim or in a divergence's evidence, in a story.
WITH told AS (
    SELECT c.story_id, cs.sentence_id
    FROM claims AS c JOIN (FROM claim_sentences WHERE in_story IN (SELECT unnest($stories))) AS cs USING (claim_id)
    WHERE c.story_id IN (SELECT unnest($stories))
    UNION
    SELECT d.story_id, e.sentence_id
    FROM divergences AS d JOIN divergence_evidence AS e USING (divergence_id)
    WHERE d.story_id IN (SELECT unnest($stories)) AND e.sentence_id IS NOT NULL
),
-- the stories that those sentences' articles are in now: of millions of figures only theirs are looked through
near AS (
    SELECT unnest($stories) AS story_id
    UNION
    SELECT a.in_story
    FROM divergence_evidence AS e JOIN articles AS a USING (article_id)
    WHERE e.in_story IN (SELECT unnest($stories))
)
SELECT t.story_id, f.figure_id, f.sentence_id, f.char_start, f.char_end, f.text, f.kind, f.value_low, f.value_high,
       coalesce(f.low_open, FALSE) AS low_open, coalesce(f.high_open, FALSE) AS high_open, f.unit, f.precision,
       f.approximator, f.referent, f.as_of, f.as_of_basis, coalesce(n.source_text, n.source) AS source
FROM told AS t
JOIN (FROM figures WHERE in_story IN (FROM near)) AS f USING (sentence_id)
LEFT JOIN (FROM attributions WHERE in_story IN (FROM near)) AS n ON n.attribution_id = f.attribution_id
ORDER BY t.story_id, f.sentence_id, f.char_start, f.char_end, f.figure_id
