-- Grain: version that other windows hold of an article which the incoming articles replace.
CREATE OR REPLACE TEMP TABLE replaced AS
SELECT DISTINCT v.article_id, v.content_hash, v.window_key
FROM store.article_versions v
WHERE v.window_key <> $window AND v.url IN (SELECT url FROM incoming)
