-- Grain: attribution.
CREATE OR REPLACE VIEW main.attributions AS
SELECT
    attribution_id, sentence_id, source_text, source, cue, quote_type, source_start, source_end,
    cue_start, cue_end, content_start, content_end, content_sentence_ids, voiced
FROM store.attributions f
SEMI JOIN store.told_sentences s ON s.sentence_id = f.sentence_id AND s.window_key = f.window_key
