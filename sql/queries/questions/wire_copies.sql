-- Grain: outlet and outlet of the source.
-- Asks: Whose text an outlet carries: copies, by the outlet of the source text.
SELECT
    a.outlet, src.outlet AS source_outlet, count(*)::INTEGER AS copies
FROM articles AS a
JOIN articles AS src ON src.syndication_id = a.syndication_id AND NOT src.is_syndicated_copy
WHERE a.is_syndicated_copy
GROUP BY ALL
ORDER BY copies DESC, a.outlet, source_outlet
