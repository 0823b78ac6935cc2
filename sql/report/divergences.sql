-- Grain: divergence of a story. `is_new`: first found by a reported run, when there were runs before it.
SELECT d.story_id, d.divergence_id, d.claim_id, d.scope, d.kind, d.subtype, d.severity, d.confidence, d.explained_by,
       d.summary, d.verdict,
       coalesce(d.first_seen_run IN (SELECT unnest($runs)), FALSE)
           AND EXISTS (SELECT 1 FROM runs WHERE run_id NOT IN (SELECT unnest($runs))) AS is_new
FROM divergences AS d
WHERE d.story_id IN (SELECT unnest($stories))
ORDER BY d.story_id, d.divergence_id
