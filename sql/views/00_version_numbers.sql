-- Grain: version of an article, numbered from 1 in the order of fetching.
CREATE OR REPLACE VIEW store.version_numbers AS
SELECT
    v.*,
    row_number() OVER (
        PARTITION BY v.article_id ORDER BY v.fetched_at NULLS FIRST, v.published_at NULLS FIRST, v.content_hash
    )::INTEGER AS version,
    row_number() OVER (
        PARTITION BY v.article_id ORDER BY v.fetched_at DESC NULLS LAST, v.published_at DESC NULLS LAST, v.content_hash DESC
    ) = 1 AS is_latest,
    min(v.first_seen_at) OVER (PARTITION BY v.article_id) AS seen_first_at
FROM store.article_versions v
