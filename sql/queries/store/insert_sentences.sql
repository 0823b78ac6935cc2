-- Grain: sentence of a version that this window holds.
INSERT INTO store.sentences BY NAME
SELECT $window AS window_key, i.* EXCLUDE (version)
FROM incoming i
SEMI JOIN store.article_versions held
    ON held.article_id = i.article_id AND held.content_hash = i.content_hash AND held.window_key = $window
