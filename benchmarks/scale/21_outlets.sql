-- Grain: outlet and feed, once.
INSERT INTO store.outlets BY NAME
SELECT
    format('outlet-{:02d}', i) AS outlet, concat('Outlet ', i) AS name, concat('https://outlet-', i, '.example/') AS homepage, 'GB' AS country,
    'en' AS language, concat('Owner ', i % 60) AS owner
FROM range(76) AS o(i)
WHERE NOT EXISTS (FROM store.outlets)
