-- Grain: sentence whose text is not the characters at its offsets: none may be.
SELECT s.sentence_id
FROM main.sentences s
JOIN main.article_versions v ON v.article_id = s.article_id AND v.version = s.version
WHERE s.text IS DISTINCT FROM
    substring(CASE s.section WHEN 'headline' THEN v.title ELSE v.text END, s.char_start + 1, s.char_end - s.char_start)
