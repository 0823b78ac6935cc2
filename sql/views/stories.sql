-- Grain: event.
CREATE OR REPLACE VIEW main.stories AS
SELECT
    s.story_id, s.title, s.first_published_at, s.last_published_at,
    (SELECT count(*) FROM store.story_articles a WHERE a.story_id = s.story_id)::INTEGER AS article_count,
    s.outlet_count, s.origin_count, s.status
FROM store.stories s
