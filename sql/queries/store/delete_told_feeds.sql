-- Grain: feed whose state is told anew.
DELETE FROM store.feed_health
WHERE (outlet, feed_url) IN (SELECT (outlet, feed_url) FROM incoming)
