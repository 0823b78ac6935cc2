-- Grain: group of aligned sentences.
INSERT INTO store.claims BY NAME
SELECT $window AS window_key, i.* EXCLUDE (sentence_ids)
FROM incoming i
