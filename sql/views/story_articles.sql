-- Grain: article in story.
CREATE OR REPLACE VIEW main.story_articles AS
SELECT story_id, article_id
FROM store.placed_articles
