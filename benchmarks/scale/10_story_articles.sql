-- Grain: article in story, as the window left it.
INSERT INTO store.story_articles BY NAME
SELECT $window::VARCHAR AS window_key, story_id, article_id FROM made_articles ORDER BY ALL
