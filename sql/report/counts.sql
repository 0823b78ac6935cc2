-- Grain: the whole published database, one row: what stands beside the stories that have a page.
SELECT (SELECT count(*) FROM articles)::INTEGER AS articles,
       (SELECT count(*) FROM stories)::INTEGER AS stories,
       (SELECT max(fetched_at) FROM articles) AS newest_fetch,
       (SELECT max(coalesce(modified_at, published_at)) FROM articles) AS newest_article
