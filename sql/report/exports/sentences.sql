-- Grain: row of sentences of the reported stories, in the order of the articles.
SELECT * FROM sentences
WHERE article_id IN (SELECT article_id FROM story_articles WHERE story_id IN (SELECT unnest($stories)))
ORDER BY article_id, version, position, sentence_id
