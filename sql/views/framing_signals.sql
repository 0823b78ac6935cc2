-- Grain: signal in a sentence.
CREATE OR REPLACE VIEW main.framing_signals AS
SELECT signal_id, sentence_id, char_start, char_end, type, target, score, method
FROM store.framing_signals f
SEMI JOIN store.told_sentences s ON s.sentence_id = f.sentence_id AND s.window_key = f.window_key
