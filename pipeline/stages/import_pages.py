"""Import: pages of WARC files from elsewhere become articles, as if they had been collected on their days.

They lie beside what was collected, under `<runs>/<day>/import/<part>/`, in parts of a bounded size, so that a
file of any size passes through bounded memory.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.core.urls import host_of
from pipeline.ids import content_id
from pipeline.model import Article, Fetch, Outlet, OutletStatus, Window
from pipeline.stages import extract, handover

if TYPE_CHECKING:
    from pipeline.adapters.warc_import import ArchivedPage

VERSION = "1"
STAGE = "import"

_HELD = 1000  # pages held in memory, over all days, before the fullest day is written
DomainOf = Callable[[str], str | None]


class Publishers:
    """Whose page a URL is, by its host."""

    def __init__(self, outlets: Iterable[Outlet], domain_of: DomainOf, *, by_host: bool = False) -> None:
        """`domain_of` gives the registrable domain of a URL; with `by_host`, a host that no outlet of the
        file has is an outlet by itself, not its domain.
        """
        self._domain_of = domain_of
        self._by_host = by_host
        self._hosts: dict[str, Outlet] = {}
        domains: dict[str, list[Outlet]] = defaultdict(list)
        for outlet in outlets:
            for url in (outlet.homepage,) if outlet.homepage else outlet.feeds:
                self._hosts.setdefault(_bare(host_of(url)), outlet)
                domains[domain_of(url) or ""].append(outlet)
        # a domain that several outlets share tells of none of them
        self._domains = {d: found[0] for d, found in domains.items() if d and len(set(found)) == 1}

    def outlet_of(self, url: str) -> Outlet:
        """The outlet whose home is on the URL's host, else on its domain, else one named after that domain."""
        host = _bare(host_of(url))
        domain = self._domain_of(url) or host
        known = self._hosts.get(host) or self._domains.get(domain)
        if known:
            return known
        name = host if self._by_host else domain
        return Outlet(outlet_id=name, name=name)


def _bare(host: str) -> str:
    return host.removeprefix("www.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A page that was read."""

    row: Fetch
    article: Article | None


def read(
    pages: Iterable[ArchivedPage],
    file: Path,
    publishers: Publishers,
    *,
    obey_opt_outs: bool,
    pool: Executor | None,
    at_once: int,
) -> Iterator[Read]:
    """Reads pages in their order, by the processes of `pool`, at most `at_once` being under way."""
    running: deque[tuple[Fetch, Future[Article | None] | Article | None]] = deque()
    for page in pages:
        outlet = publishers.outlet_of(page.answer.url)
        row = _row(page, file, outlet.outlet_id, obey_opt_outs)
        if row.outcome != "ok":
            running.append((row, None))
        elif pool is None:
            running.append((row, _article(page.answer.body, page.answer.charset, row, outlet)))
        else:
            running.append((row, pool.submit(_article, page.answer.body, page.answer.charset, row, outlet)))
        if len(running) >= at_once:
            yield _done(*running.popleft())
    while running:
        yield _done(*running.popleft())


def _done(row: Fetch, found: Future[Article | None] | Article | None) -> Read:
    return Read(row=row, article=found.result() if isinstance(found, Future) else found)


def _article(body: bytes, charset: str | None, row: Fetch, outlet: Outlet) -> Article | None:
    return extract.read_page(body, charset, row, outlet)[1]


def _row(page: ArchivedPage, file: Path, outlet_id: str, obey_opt_outs: bool) -> Fetch:
    from pipeline.adapters.optouts import opt_out

    answer = page.answer
    reason = opt_out(answer) if obey_opt_outs else None
    named = page.record_id or f"{answer.url} {page.date.isoformat()}"
    return Fetch(
        fetch_id=content_id("fetch", STAGE, named),
        outlet=outlet_id,
        url=answer.url,
        final_url=answer.url,
        status=answer.status,
        outcome="opted_out" if reason else "ok",
        reason=reason,
        bytes=len(answer.body),
        fetched_at=page.date,
        archive_file=str(file) if page.offset is not None else None,
        archive_offset=page.offset,
    )


@dataclass(slots=True)
class Parts:
    """Pages on their way into the parts of their days. Use `add` for each, then `close`."""

    runs: Path
    name: str  # of the file's import: names its parts
    days: Counter[date] = field(default_factory=Counter)  # articles by day
    _held: dict[date, list[Read]] = field(default_factory=lambda: defaultdict(list))
    _count: int = 0
    _numbers: Counter[date] = field(default_factory=Counter)
    _written: set[Path] = field(default_factory=set)

    def add(self, page: Read) -> None:
        day = page.row.fetched_at.astimezone(UTC).date()
        self._held[day].append(page)
        self.days[day] += page.article is not None
        self._count += 1
        if self._count >= _HELD:
            self._write(max(self._held, key=lambda d: (len(self._held[d]), d)))

    def close(self) -> None:
        """Writes what is held, and takes away parts that an earlier import of the file left beyond it."""
        for day in sorted(self._held):
            self._write(day)
        for folder in self.runs.glob(f"*/{STAGE}/{self.name}-*"):
            if folder not in self._written:
                for file in folder.iterdir():
                    file.unlink()
                folder.rmdir()

    def _write(self, day: date) -> None:
        from pipeline.tables import to_table

        pages = self._held.pop(day)
        self._count -= len(pages)
        self._numbers[day] += 1
        folder = self.runs / _window(day).key / STAGE / f"{self.name}-{self._numbers[day]:04d}"
        self._written.add(folder)
        articles = sorted((p.article for p in pages if p.article), key=_order)
        rows = sorted((p.row for p in pages), key=lambda r: r.fetch_id)
        tables: tuple[tuple[str, type, Sequence[object]], ...] = (
            ("fetches", Fetch, rows),
            ("statuses", OutletStatus, _statuses(pages)),
            ("articles", Article, articles),
        )
        for name, record_type, records in tables:
            handover.write(folder / f"{name}.parquet", to_table(record_type, records), self.name, VERSION)


def _order(article: Article) -> tuple[str, datetime, str]:
    assert article.fetched_at is not None
    return article.article_id, article.fetched_at, article.content_hash


def _window(day: date) -> Window:
    start = datetime.combine(day, time(), tzinfo=UTC)
    return Window(start=start, end=start + timedelta(days=1))


def _statuses(pages: Sequence[Read]) -> list[OutletStatus]:
    named = Counter(p.row.outlet for p in pages)
    articles: Mapping[str, int] = Counter(p.article.outlet for p in pages if p.article)
    return [
        OutletStatus(outlet=o, status="fetched", candidates=named[o], articles=articles.get(o, 0))
        for o in sorted(named)
    ]
