-- Grain: piece of evidence.
INSERT INTO store.divergence_evidence BY NAME
SELECT
    $window AS window_key, p.divergence_id, p.piece.side AS side, p.piece.outlet AS outlet,
    p.piece.article_id AS article_id, v.content_hash, p.piece.sentence_id AS sentence_id,
    p.piece.char_start AS char_start, p.piece.char_end AS char_end, p.piece.quote AS quote, p.piece.value AS value
FROM (SELECT divergence_id, unnest(evidence) AS piece FROM incoming) p
JOIN compared_versions v ON v.article_id = p.piece.article_id AND v.version = p.piece.version
