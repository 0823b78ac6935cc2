-- Grain: split or merger of a story.
CREATE OR REPLACE VIEW main.story_lineage AS
SELECT story_id, from_story_id, change, run_id
FROM store.story_lineage
