-- Grain: outlet, measure and run date, over the 30 days that end with it; 95 % Wilson interval (Wilson 1927).
-- A measure is told over all stories, and as `measure/type` over those of one type: outlets cover other things.
-- A case counts on the first day that has it. Below 20 cases there is no rate: it would say more of chance.
CREATE OR REPLACE VIEW main.outlet_measures AS
WITH told AS (
    SELECT
        w.run_date, a.outlet, a.article_id, t.window_key, t.sentence_id, t.section, c.stance,
        bool_or(coalesce(
            f.type = 'loaded_wording' AND f.score > 0.5 AND NOT t.is_quote AND NOT EXISTS (
                FROM store.attributions s
                WHERE s.sentence_id = f.sentence_id AND s.window_key = f.window_key AND s.voiced
                    AND s.content_start <= f.char_start AND f.char_end <= s.content_end
            ), false
        )) AS loaded,
        bool_or(coalesce(f.type = 'label', false)) AS labelled,
        bool_or(coalesce(f.type = 'hedge', false)) AS hedged
    FROM store.claim_sentences c
    JOIN store.sentences t ON t.sentence_id = c.sentence_id AND t.window_key = c.window_key
    JOIN store.article_versions a USING (article_id, content_hash)
    JOIN store.windows w ON w.window_key = c.window_key
    LEFT JOIN store.framing_signals f ON f.sentence_id = c.sentence_id AND f.window_key = c.window_key
    GROUP BY ALL
),
cases AS (
    SELECT
        a.outlet, 'wire_copies' AS measure, w.run_date, a.article_id, w.window_key, a.article_id AS key,
        s.article_id IS NOT NULL AND s.is_copy AS counts
    FROM store.article_versions a
    JOIN store.windows w USING (window_key)
    LEFT JOIN store.syndication s ON s.article_id = a.article_id AND s.window_key = a.window_key
    UNION ALL
    SELECT outlet, 'attributed_claims', run_date, article_id, window_key, sentence_id, stance = 'attributes' FROM told
    UNION ALL
    SELECT outlet, 'loaded_sentences', run_date, article_id, window_key, sentence_id, loaded FROM told
    UNION ALL
    SELECT outlet, 'labelled_sentences', run_date, article_id, window_key, sentence_id, labelled FROM told
    UNION ALL
    SELECT outlet, 'hedged_sentences', run_date, article_id, window_key, sentence_id, hedged FROM told
    UNION ALL
    SELECT t.outlet, 'passives_without_agent', t.run_date, t.article_id, t.window_key, f.signal_id, f.method = 'parse:passive'
    FROM told t
    JOIN store.framing_signals f ON f.sentence_id = t.sentence_id AND f.window_key = t.window_key
    WHERE f.type = 'agency'
    UNION ALL
    SELECT a.outlet, 'figures_attributed', w.run_date, a.article_id, w.window_key, f.figure_id, f.attribution_id IS NOT NULL
    FROM store.figures f
    JOIN store.sentences t ON t.sentence_id = f.sentence_id AND t.window_key = f.window_key
    JOIN store.article_versions a USING (article_id, content_hash)
    JOIN store.windows w ON w.window_key = f.window_key
    UNION ALL
    SELECT
        a.outlet, 'articles_with_omissions', w.run_date, m.article_id, w.window_key, m.article_id, EXISTS (
            FROM store.divergences d
            JOIN store.divergence_evidence e ON e.divergence_id = d.divergence_id AND e.window_key = d.window_key
            WHERE d.kind = 'omission' AND d.confidence >= 0.5 AND d.story_id = m.story_id AND d.window_key = m.window_key
                AND e.article_id = m.article_id AND e.sentence_id IS NULL
        )
    FROM store.story_articles m
    JOIN store.stories s ON s.story_id = m.story_id AND s.window_key = m.window_key
    JOIN store.article_versions a ON a.article_id = m.article_id
    JOIN store.windows w ON w.window_key = m.window_key
    WHERE s.origin_count >= 3
),
placed AS (
    SELECT c.*, coalesce(t.story_type, 'other') AS story_type
    FROM cases c
    LEFT JOIN store.story_articles p ON p.article_id = c.article_id AND p.window_key = c.window_key
    LEFT JOIN store.story_types t ON t.story_id = p.story_id AND t.window_key = p.window_key
),
first_seen AS (
    SELECT
        outlet, measure, key, min(run_date) AS run_date, bool_or(counts) AS counts,
        arg_min(story_type, (run_date, window_key)) AS story_type
    FROM placed
    GROUP BY outlet, measure, key
),
daily AS (
    SELECT outlet, measure, story_type, run_date, count(*) FILTER (WHERE counts) AS numerator, count(*) AS denominator
    FROM first_seen
    GROUP BY GROUPING SETS ((outlet, measure, run_date), (outlet, measure, run_date, story_type))
),
rolled AS (
    SELECT
        outlet, measure, story_type, run_date,
        (sum(numerator) OVER month)::INTEGER AS numerator, (sum(denominator) OVER month)::INTEGER AS denominator
    FROM daily
    WINDOW month AS (
        PARTITION BY outlet, measure, story_type
        ORDER BY run_date
        RANGE BETWEEN INTERVAL 29 DAYS PRECEDING AND CURRENT ROW
    )
),
rated AS (
    SELECT *, CASE WHEN denominator >= 20 THEN numerator / denominator END AS rate FROM rolled
)
SELECT
    outlet, concat_ws('/', measure, story_type) AS measure, run_date - 29 AS window_start, run_date + 1 AS window_end, numerator, denominator,
    round(rate, 4) AS rate,
    CASE WHEN rate IS NOT NULL THEN round(main.wilson(numerator, denominator).low, 4) END AS low,
    CASE WHEN rate IS NOT NULL THEN round(main.wilson(numerator, denominator).high, 4) END AS high,
    story_type
FROM rated
