-- Grain: version of an article, numbered from 1 in the order of fetching; no texts, so that numbering moves none.
CREATE OR REPLACE VIEW store.ordered_versions AS
SELECT
    article_id, content_hash, window_key,
    row_number() OVER (
        PARTITION BY article_id ORDER BY fetched_at NULLS FIRST, published_at NULLS FIRST, content_hash
    )::INTEGER AS version,
    row_number() OVER (
        PARTITION BY article_id ORDER BY fetched_at DESC NULLS LAST, published_at DESC NULLS LAST, content_hash DESC
    ) = 1 AS is_latest,
    min(first_seen_at) OVER (PARTITION BY article_id) AS seen_first_at
FROM store.article_versions
