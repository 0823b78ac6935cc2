-- Grain: outlet and outcome.
-- Asks: What became of the requests, by outlet.
-- Parameters:
--   since  DATE  NULL  from this day on
SELECT
    outlet, outcome, count(*)::INTEGER AS requests, sum(bytes)::BIGINT AS bytes, max(fetched_at) AS last_at,
    arg_max(reason, fetched_at) AS last_reason
FROM fetches
WHERE $since::DATE IS NULL OR fetched_at >= $since::DATE
GROUP BY ALL
ORDER BY outlet, requests DESC, outcome
