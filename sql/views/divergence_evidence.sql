-- Grain: piece of evidence.
CREATE OR REPLACE VIEW main.divergence_evidence AS
SELECT
    e.divergence_id, e.side, e.outlet, e.article_id, v.version, e.sentence_id, e.char_start, e.char_end, e.quote,
    e.value
FROM store.divergence_evidence e
JOIN store.windows w USING (window_key)
JOIN store.version_numbers v USING (article_id, content_hash)
QUALIFY dense_rank() OVER (PARTITION BY e.divergence_id ORDER BY w.window_start DESC, w.window_key DESC) = 1
