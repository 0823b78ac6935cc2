-- Grain: split or merger of a story.
INSERT INTO store.story_lineage BY NAME
SELECT $window AS window_key, i.*, $run_id AS run_id
FROM incoming i
