-- Grain: version of an article; one that an earlier window holds stays there.
INSERT INTO store.article_versions BY NAME
SELECT $window AS window_key, i.* EXCLUDE (version)
FROM incoming i
ANTI JOIN store.article_versions held ON held.article_id = i.article_id AND held.content_hash = i.content_hash
