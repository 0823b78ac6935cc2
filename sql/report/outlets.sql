-- Grain: outlet.
SELECT outlet, name, owner FROM outlets ORDER BY outlet
