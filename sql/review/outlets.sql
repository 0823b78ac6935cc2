-- Grain: outlet that stands on a side of a divergence.
SELECT e.outlet, coalesce(o.name, e.outlet) AS name
FROM (SELECT DISTINCT unnest(side_outlets) AS outlet FROM divergences) AS e
LEFT JOIN outlets AS o USING (outlet)
ORDER BY name, e.outlet
