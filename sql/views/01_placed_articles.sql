-- Grain: article, in the story that the latest window to compare it placed it in.
CREATE OR REPLACE VIEW store.placed_articles AS
SELECT a.article_id, a.story_id, a.window_key
FROM store.story_articles a
JOIN store.windows w USING (window_key)
QUALIFY row_number() OVER (PARTITION BY a.article_id ORDER BY w.window_start DESC, w.window_key DESC) = 1
