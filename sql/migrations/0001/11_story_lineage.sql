-- Grain: split or merger of a story.
CREATE TABLE store.story_lineage (
    window_key VARCHAR NOT NULL,
    story_id VARCHAR NOT NULL,
    from_story_id VARCHAR NOT NULL,
    change VARCHAR NOT NULL,
    run_id VARCHAR NOT NULL
)
