-- Grain: sentence of a version of the incoming window that another window holds.
DELETE FROM store.sentences
WHERE window_key <> $window AND (article_id, content_hash) IN (SELECT (article_id, content_hash) FROM incoming)
