-- Grain: outlet.
CREATE OR REPLACE VIEW main.outlets AS
SELECT outlet, name, homepage, country, language, leaning, leaning_source, owner
FROM store.outlets
