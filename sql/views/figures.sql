-- Grain: figure mention.
CREATE OR REPLACE VIEW main.figures AS
SELECT
    figure_id, sentence_id, char_start, char_end, text, kind, value_low, value_high, low_open, high_open, unit,
    precision, approximator, referent, as_of, as_of_basis, attribution_id
FROM store.figures f
SEMI JOIN store.told_sentences s ON s.sentence_id = f.sentence_id AND s.window_key = f.window_key
