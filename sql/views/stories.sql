-- Grain: event.
CREATE OR REPLACE VIEW main.stories AS
SELECT
    s.story_id, s.title, s.first_published_at, s.last_published_at,
    (SELECT count(*) FROM store.placed_articles a WHERE a.story_id = s.story_id)::INTEGER AS article_count,
    s.outlet_count, s.origin_count,
    CASE
        WHEN s.closes_at <= (SELECT max(window_end) FROM store.windows WHERE window_key NOT LIKE 'file-%') THEN 'closed'
        ELSE s.status
    END AS status
FROM store.told_stories s
