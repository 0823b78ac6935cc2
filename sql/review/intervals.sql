-- Grain: share, in the order given, with its 95 % interval.
SELECT c.place, wilson(c.had, c.cases).low AS low, wilson(c.had, c.cases).high AS high
FROM (SELECT unnest($had::INTEGER[]) AS had, unnest($cases::INTEGER[]) AS cases, unnest(range(len($cases::INTEGER[]))) AS place) AS c
ORDER BY c.place
