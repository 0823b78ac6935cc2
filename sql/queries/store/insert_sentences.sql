-- Grain: sentence of a version that this window holds or compared; of one read again the views show the latest reading.
INSERT INTO store.sentences BY NAME
SELECT $window AS window_key, i.* EXCLUDE (version)
FROM incoming i
WHERE (i.article_id, i.content_hash) IN (SELECT (article_id, content_hash) FROM compared_versions)
    OR (i.article_id, i.content_hash) IN (
        SELECT (article_id, content_hash) FROM store.article_versions WHERE window_key = $window
    )
