-- Grain: file window that no article is left of.
DELETE FROM store.windows
WHERE window_key <> $window AND window_key IN (SELECT window_key FROM replaced)
    AND window_key NOT IN (SELECT window_key FROM store.article_versions)
