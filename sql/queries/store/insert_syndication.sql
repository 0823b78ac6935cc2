-- Grain: article in a syndication group.
INSERT INTO store.syndication BY NAME
SELECT $window AS window_key, syndication_id, article_id, article_id <> source_article_id AS is_copy
FROM (SELECT syndication_id, source_article_id, unnest(article_ids) AS article_id FROM incoming)
