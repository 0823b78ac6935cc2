-- Grain: story that still has articles, as the latest window to compare it left it.
CREATE OR REPLACE VIEW store.told_stories AS
SELECT s.*
FROM store.stories s
JOIN store.windows w USING (window_key)
SEMI JOIN store.placed_articles p ON p.story_id = s.story_id
QUALIFY row_number() OVER (PARTITION BY s.story_id ORDER BY w.window_start DESC, w.window_key DESC) = 1
