-- Grain: disagreement.
INSERT INTO store.divergences BY NAME
SELECT $window AS window_key, i.* EXCLUDE (evidence)
FROM incoming i
