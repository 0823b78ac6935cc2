-- Grain: outlet that has articles in the reported stories or was collected, with what is told of it.
SELECT o.outlet, o.name, o.homepage, o.country, o.language, o.leaning, o.leaning_source, o.owner,
       (SELECT count(*) FROM articles AS a WHERE a.outlet = o.outlet)::INTEGER AS articles
FROM outlets AS o
ORDER BY o.outlet
