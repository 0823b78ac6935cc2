import gzip
import tracemalloc
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.adapters.inflating import Inflater, UndecodableError

LIMIT = 1000


def unpack(encoding, data, limit=LIMIT, piece=7):
    inflater = Inflater(encoding, limit)
    for k in range(0, len(data), piece):
        if not inflater.feed(data[k : k + piece]):
            return inflater.cut, False
    return inflater.close(), True


def raw_deflate(body):
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(body) + packer.flush()


PACKERS = {"identity": bytes, "gzip": gzip.compress, "x-gzip": gzip.compress, "deflate": zlib.compress}


@given(st.sampled_from(sorted(PACKERS)), st.binary(max_size=3 * LIMIT), st.integers(1, 500))
def test_bodies_come_whole_or_cut_at_the_limit(encoding, body, piece):
    packed = PACKERS[encoding](body)
    found, whole = unpack(encoding, packed, piece=piece)
    assert whole is (len(body) <= LIMIT and len(packed) <= LIMIT)
    assert found == body if whole else body.startswith(found)
    assert len(found) <= LIMIT


def test_deflate_without_its_head_and_gzip_of_several_members():
    assert unpack("deflate", raw_deflate(b"plain words")) == (b"plain words", True)
    assert unpack("gzip", gzip.compress(b"one ") + gzip.compress(b"two") + b"\0rubbish") == (b"one two", True)


@pytest.mark.parametrize("piece", [1, 7, 4096])
@pytest.mark.parametrize(
    ("encoding", "data"),
    [
        ("gzip", b"no gzip"),
        ("gzip", gzip.compress(b"words " * 50, mtime=0)[:-9]),
        ("gzip", gzip.compress(b"words", mtime=0)[:-4] + b"\1\2\3\4"),
        ("deflate", b"\xff\xff\xff\xff"),
    ],
)
def test_what_is_not_as_it_says_is_told(encoding, data, piece):
    with pytest.raises(UndecodableError):
        unpack(encoding, data, piece=piece)


def test_nothing_is_nothing():
    assert unpack("gzip", b"") == (b"", True)


def test_a_bomb_takes_no_more_memory_than_the_limit():
    bomb = gzip.compress(bytes(200_000_000))
    tracemalloc.start()
    found, whole = unpack("gzip", bomb, limit=500_000, piece=65_536)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (len(found), whole) == (500_000, False)
    assert peak < 5_000_000
