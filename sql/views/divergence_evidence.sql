-- Grain: piece of evidence.
CREATE OR REPLACE VIEW main.divergence_evidence AS
SELECT
    e.divergence_id, e.side, e.outlet, e.article_id, v.version, e.sentence_id, e.char_start, e.char_end, e.quote,
    e.value, d.story_id AS in_story
FROM store.divergence_evidence e
JOIN store.told_divergences d ON d.divergence_id = e.divergence_id AND d.window_key = e.window_key
JOIN store.ordered_versions v USING (article_id, content_hash)
