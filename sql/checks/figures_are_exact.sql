-- Grain: figure whose text is not the characters at its offsets: none may be.
SELECT f.figure_id
FROM main.figures f
JOIN main.sentences s USING (sentence_id)
WHERE f.text IS DISTINCT FROM substring(s.text, f.char_start - s.char_start + 1, f.char_end - f.char_start)
