-- Grain: takedown.
INSERT INTO store.purges BY NAME
SELECT *
FROM incoming
