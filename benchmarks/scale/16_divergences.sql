-- Grain: disagreement, as the window found it.
INSERT INTO store.divergences BY NAME
SELECT
    $window::VARCHAR AS window_key, divergence_id, story_id,
    left(md5(concat_ws('-', 'claim', night, story, position)), 16) AS claim_id, scope, kind, subtype,
    'people at work' AS thing, round((hash(divergence_id) % 100) / 100, 4) AS severity,
    round(0.3 + 0.7 * (hash(divergence_id, 1) % 100) / 100, 4) AS confidence, explained_by,
    concat('People at work: ', hash(divergence_id) % 900, ' against ', hash(divergence_id, 2) % 900) AS summary
FROM made_disagreements
ORDER BY divergence_id
