-- Grain: event.
INSERT INTO store.stories BY NAME
SELECT $window AS window_key, i.* EXCLUDE (article_ids)
FROM incoming i
