-- Grain: outlet.
INSERT INTO store.outlets BY NAME
SELECT i.*
FROM incoming i
ANTI JOIN store.outlets held USING (outlet)
