-- Grain: outlet that is described anew.
DELETE FROM store.outlets
WHERE outlet IN (SELECT outlet FROM incoming WHERE described)
