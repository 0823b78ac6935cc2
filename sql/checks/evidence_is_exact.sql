-- Grain: piece of evidence whose quote is not the characters at its offsets: none may be.
SELECT e.divergence_id, e.article_id, e.quote
FROM main.divergence_evidence e
JOIN main.sentences s USING (sentence_id)
JOIN main.article_versions v ON v.article_id = e.article_id AND v.version = e.version
WHERE e.quote IS DISTINCT FROM
    substring(CASE s.section WHEN 'headline' THEN v.title ELSE v.text END, e.char_start + 1, e.char_end - e.char_start)
