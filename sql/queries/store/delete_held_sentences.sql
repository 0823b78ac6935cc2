-- Grain: sentence of a version of the incoming window that another window holds beside a later version, which it compared.
DELETE FROM store.sentences s
WHERE s.window_key <> $window AND (s.article_id, s.content_hash) IN (SELECT (article_id, content_hash) FROM incoming)
    AND EXISTS (
        SELECT 1
        FROM store.article_versions mine
        JOIN store.article_versions later
            ON later.article_id = mine.article_id AND later.fetched_at > mine.fetched_at
        JOIN store.sentences beside
            ON beside.article_id = later.article_id AND beside.content_hash = later.content_hash
        WHERE mine.article_id = s.article_id AND mine.content_hash = s.content_hash
            AND beside.window_key = s.window_key
    )
