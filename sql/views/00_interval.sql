-- Grain: macro: least and greatest share that so many `cases` of which `had` had it leave likely: 95 %, Wilson 1927.
CREATE OR REPLACE MACRO main.wilson(had, cases) AS struct_pack(
    low := greatest(0, (had / cases + 1.959964 ** 2 / (2 * cases)
        - 1.959964 * sqrt((had / cases * (1 - had / cases) + 1.959964 ** 2 / (4 * cases)) / cases)) / (1 + 1.959964 ** 2 / cases)),
    high := least(1, (had / cases + 1.959964 ** 2 / (2 * cases)
        + 1.959964 * sqrt((had / cases * (1 - had / cases) + 1.959964 ** 2 / (4 * cases)) / cases)) / (1 + 1.959964 ** 2 / cases))
)
