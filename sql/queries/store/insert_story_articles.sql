-- Grain: article in story.
INSERT INTO store.story_articles BY NAME
SELECT $window AS window_key, story_id, unnest(article_ids) AS article_id
FROM incoming
