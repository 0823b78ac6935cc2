-- Grain: article, latest version.
CREATE OR REPLACE VIEW main.articles AS
SELECT
    v.article_id, v.url, v.canonical_url, v.outlet, v.title, v.text, v.byline, v.published_at, v.modified_at,
    v.seen_first_at AS first_seen_at, v.fetched_at, v.date_source, v.language, v.word_count, v.access, v.version,
    s.syndication_id, coalesce(s.is_copy, false) AS is_syndicated_copy, v.fetch_id, v.content_hash AS text_hash, p.story_id AS in_story
FROM store.version_numbers v
LEFT JOIN store.placed_articles p ON p.article_id = v.article_id
LEFT JOIN store.syndication s ON s.article_id = v.article_id AND s.window_key = p.window_key
WHERE v.is_latest
