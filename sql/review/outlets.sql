-- Grain: outlet that stands on a side of a divergence.
SELECT DISTINCT e.outlet, coalesce(o.name, e.outlet) AS name
FROM divergence_evidence AS e
LEFT JOIN outlets AS o USING (outlet)
ORDER BY name, e.outlet
