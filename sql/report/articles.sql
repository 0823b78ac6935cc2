-- Grain: article in a story, latest version.
SELECT sa.story_id, a.article_id, a.version, a.outlet, coalesce(o.name, a.outlet) AS outlet_name, o.owner, a.url, a.title,
       a.text, a.byline, a.published_at, a.modified_at, a.fetched_at, a.word_count, a.access, a.syndication_id,
       coalesce(a.is_syndicated_copy, FALSE) AS is_copy, f.archive_file, f.archive_offset
FROM story_articles AS sa
JOIN articles AS a USING (article_id)
LEFT JOIN outlets AS o ON o.outlet = a.outlet
LEFT JOIN fetches AS f ON f.fetch_id = a.fetch_id
WHERE sa.story_id IN (SELECT unnest($stories))
ORDER BY sa.story_id, coalesce(a.published_at, a.fetched_at) NULLS LAST, a.outlet, a.article_id
