-- Grain: clause that made sentences are put together from.
CREATE OR REPLACE TEMP TABLE clauses AS
SELECT list(concat_ws(' ', s.w, v.w, o.w, t.w) ORDER BY hash(s.w, v.w, o.w, t.w)) AS pool
FROM unnest(['the council', 'a ferry line', 'the harbour board', 'two farmers', 'the tram drivers', 'a visiting judge',
    'the lower house', 'residents of the quay', 'the grain traders', 'an inspector', 'the night shift', 'the coast guard',
    'a former minister', 'the school inspectors', 'the river authority', 'a miners'' union']) AS s(w),
    unnest(['postponed', 'defended', 'turned down', 'reopened', 'questioned', 'paid for', 'repaired', 'announced',
    'gave up', 'welcomed', 'counted', 'sold', 'took over', 'closed']) AS v(w),
    unnest(['the northern bridge', 'a plan for cheaper bread', 'the old customs house', 'the inquiry', 'the winter timetable',
    'four new wells', 'the wage agreement', 'a shipment of timber', 'the vaccination tents', 'the dam', 'the budget',
    'a mast on the hill', 'the contested ballots']) AS o(w),
    unnest(['before dawn', 'without a vote', 'in a single evening', 'at the third attempt', 'despite the rain', 'for good',
    'under protest', 'as agreed', 'in two districts']) AS t(w)
