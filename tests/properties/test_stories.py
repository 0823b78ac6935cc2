"""Laws of agglomeration, over any likenesses."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.core.linkage import average_link

COUNT = 9
EDGES = st.dictionaries(
    st.tuples(st.integers(0, COUNT - 1), st.integers(0, COUNT - 1)).filter(lambda p: p[0] < p[1]),
    st.integers(0, 100).map(lambda n: n / 100),
)
THRESHOLD = st.sampled_from([0.2, 0.5, 0.8])


@given(EDGES, THRESHOLD)
def test_every_item_has_the_label_of_its_groups_smallest(edges, threshold):
    labels = average_link(COUNT, edges, threshold)
    for label in set(labels):
        assert label == min(i for i, other in enumerate(labels) if other == label)


@given(EDGES, THRESHOLD)
def test_no_two_groups_left_apart_are_alike_enough(edges, threshold):
    labels = average_link(COUNT, edges, threshold)
    groups = [[i for i in range(COUNT) if labels[i] == label] for label in sorted(set(labels))]
    for one, other in combinations(groups, 2):
        total = sum(edges.get((min(i, j), max(i, j)), 0) for i in one for j in other)
        assert round(total / (len(one) * len(other)), 6) < threshold


@given(EDGES, THRESHOLD, st.randoms(use_true_random=False))
def test_the_order_of_edges_changes_nothing(edges, threshold, draw):
    shuffled = list(edges.items())
    draw.shuffle(shuffled)
    assert average_link(COUNT, dict(shuffled), threshold) == average_link(COUNT, edges, threshold)
