-- Grain: story that no article is left of.
DELETE FROM store.stories
WHERE story_id NOT IN (SELECT story_id FROM store.story_articles)
