-- Grain: version, with the addresses of its article.
SELECT article_id, content_hash, window_key, outlet, url, canonical_url
FROM store.article_versions
