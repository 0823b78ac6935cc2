-- Grain: article in a story, latest version.
WITH told AS (
    FROM articles WHERE in_story IN (SELECT unnest($stories))
),
asked AS (
    FROM fetches WHERE fetch_id IN (SELECT fetch_id FROM told)
)
SELECT a.in_story AS story_id, a.article_id, a.version, a.outlet, coalesce(o.name, a.outlet) AS outlet_name, o.owner, a.url, a.title,
       a.text, a.byline, a.published_at, a.modified_at, a.fetched_at, a.word_count, a.access, a.syndication_id,
       coalesce(a.is_syndicated_copy, FALSE) AS is_copy, f.archive_file, f.archive_offset
FROM told AS a
LEFT JOIN outlets AS o ON o.outlet = a.outlet
LEFT JOIN asked AS f ON f.fetch_id = a.fetch_id
ORDER BY a.in_story, coalesce(a.published_at, a.fetched_at) NULLS LAST, a.outlet, a.article_id
