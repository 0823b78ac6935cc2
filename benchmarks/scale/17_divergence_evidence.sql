-- Grain: piece of evidence: one of each article of the story; of a change, one of each version.
INSERT INTO store.divergence_evidence BY NAME
SELECT
    $window::VARCHAR AS window_key, d.divergence_id, s.place % 2 AS side, s.outlet, s.article_id, s.content_hash,
    CASE WHEN d.kind = 'omission' AND s.place % 2 = 1 THEN NULL ELSE s.sentence_id END AS sentence_id,
    CASE WHEN d.kind = 'omission' AND s.place % 2 = 1 THEN NULL ELSE s.char_start + s.number_at END AS char_start,
    CASE WHEN d.kind = 'omission' AND s.place % 2 = 1 THEN NULL
        ELSE s.char_start + s.number_at + length(s.number::VARCHAR) END AS char_end,
    CASE WHEN d.kind = 'omission' AND s.place % 2 = 1 THEN NULL ELSE s.number::VARCHAR END AS quote,
    CASE WHEN d.kind = 'omission' AND s.place % 2 = 1 THEN NULL ELSE s.number::VARCHAR END AS value
FROM made_disagreements AS d
JOIN made_sentences AS s ON s.night = d.night AND s.story = d.story AND s.position = d.position
WHERE d.scope = 'cross_outlet'
UNION ALL
SELECT
    $window::VARCHAR, d.divergence_id, 0, s.outlet, s.article_id, s.content_hash, s.sentence_id, s.char_start + s.number_at,
    s.char_start + s.number_at + length(s.number::VARCHAR), s.number::VARCHAR, s.number::VARCHAR
FROM made_disagreements AS d
JOIN made_sentences AS s ON s.night = d.night AND s.story = d.story AND s.position = d.position
WHERE d.scope = 'cross_version' AND s.version = 2
UNION ALL
-- the version before, as the window before read it
SELECT
    $window::VARCHAR, d.divergence_id, 1, p.outlet, p.article_id, k.content_hash, k.sentence_id, k.char_start, k.char_start + 4,
    left(k.text, 4), left(k.text, 4)
FROM made_disagreements AS d
JOIN made_articles AS p ON p.night = d.night AND p.story = d.story AND p.version = 2
JOIN store.sentences AS k ON k.article_id = p.article_id AND k.window_key = $before::VARCHAR AND k.position = 2
WHERE d.scope = 'cross_version'
ORDER BY ALL
