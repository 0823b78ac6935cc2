-- Grain: article that other windows hold and the incoming articles replace.
CREATE OR REPLACE TEMP TABLE replaced AS
SELECT DISTINCT v.article_id, v.window_key
FROM store.article_versions v
WHERE v.window_key <> $window AND v.url IN (SELECT url FROM incoming)
