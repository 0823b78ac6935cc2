-- Grain: version of an article that was taken down.
CREATE OR REPLACE TEMP TABLE replaced AS
SELECT article_id, content_hash, window_key
FROM incoming
