-- Grain: article in story, as one window left it.
CREATE TABLE store.story_articles (
    window_key VARCHAR NOT NULL,
    story_id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL
)
