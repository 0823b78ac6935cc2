-- Grain: one row: what a window holds.
SELECT
    (SELECT count(DISTINCT article_id) FROM store.article_versions WHERE window_key = $window)::INTEGER AS articles,
    (SELECT count(*) FROM store.stories WHERE window_key = $window)::INTEGER AS stories,
    (SELECT count(*) FROM store.sentences WHERE window_key = $window)::INTEGER AS sentences,
    (SELECT count(*) FROM store.divergences WHERE window_key = $window)::INTEGER AS divergences
