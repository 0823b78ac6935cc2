-- Grain: outlet in a window.
INSERT INTO store.outlet_status BY NAME
SELECT $window::VARCHAR AS window_key, outlet, 'fetched' AS status, count(*)::INTEGER AS candidates, count(*)::INTEGER AS articles
FROM made_articles
WHERE is_new
GROUP BY outlet
ORDER BY outlet
