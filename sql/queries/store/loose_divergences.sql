-- Grain: change between versions, as one window found it, that quotes a version or sentence that is gone.
CREATE OR REPLACE TEMP TABLE loose AS
SELECT DISTINCT e.window_key, e.divergence_id
FROM store.divergence_evidence e
JOIN store.divergences d ON d.divergence_id = e.divergence_id AND d.window_key = e.window_key
WHERE d.scope = 'cross_version' AND (
    (e.article_id, e.content_hash) NOT IN (
        SELECT (article_id, content_hash) FROM store.article_versions WHERE NOT pruned
    )
    OR e.sentence_id NOT IN (SELECT sentence_id FROM store.sentences)
)
