-- Grain: article in story.
CREATE OR REPLACE VIEW main.story_articles AS
SELECT DISTINCT story_id, article_id
FROM store.story_articles
