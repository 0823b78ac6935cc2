-- Grain: signal in a sentence.
CREATE OR REPLACE VIEW main.framing_signals AS
SELECT signal_id, sentence_id, char_start, char_end, type, target, score, method
FROM store.framing_signals
