-- Grain: id that two rows of a view bear: none may be.
SELECT 'articles' AS view, article_id AS id FROM main.articles GROUP BY ALL HAVING count(*) > 1
UNION ALL
SELECT 'stories', story_id FROM main.stories GROUP BY ALL HAVING count(*) > 1
UNION ALL
SELECT 'sentences', sentence_id FROM main.sentences GROUP BY ALL HAVING count(*) > 1
UNION ALL
SELECT 'claims', claim_id FROM main.claims GROUP BY ALL HAVING count(*) > 1
UNION ALL
SELECT 'figures', figure_id FROM main.figures GROUP BY ALL HAVING count(*) > 1
UNION ALL
SELECT 'attributions', attribution_id FROM main.attributions GROUP BY ALL HAVING count(*) > 1
UNION ALL
SELECT 'framing_signals', signal_id FROM main.framing_signals GROUP BY ALL HAVING count(*) > 1
UNION ALL
SELECT 'divergences', divergence_id FROM main.divergences GROUP BY ALL HAVING count(*) > 1
