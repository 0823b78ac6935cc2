-- Grain: sentence in claim.
CREATE OR REPLACE VIEW main.claim_sentences AS
SELECT c.claim_id, c.sentence_id, c.stance, t.article_id AS in_article, k.story_id AS in_story
FROM store.claim_sentences c
JOIN store.claims k ON k.claim_id = c.claim_id AND k.window_key = c.window_key
LEFT JOIN store.sentences t ON t.sentence_id = c.sentence_id AND t.window_key = c.window_key
SEMI JOIN store.told_stories s ON s.story_id = k.story_id AND s.window_key = k.window_key
