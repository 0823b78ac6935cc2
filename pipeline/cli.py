"""`parallax`: the stages without Airflow, and the annotations by which quality is measured."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from pipeline import __version__
from pipeline.errors import PipelineError

INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; 0 when all went well, 1 for a user's or a night's failure, 2 for wrong usage."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except PipelineError as error:
        print(f"parallax: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("parallax: interrupted; what was stored before is untouched", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="parallax", description="Compares what news outlets write of the same event, with evidence."
    )
    parser.add_argument("--version", action="version", version=f"parallax {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    nightly = commands.add_parser("nightly", help="collect, compare and publish one day")
    nightly.add_argument("--date", type=_date, help="a day of UTC, YYYY-MM-DD (today)")
    nightly.add_argument("--outlet", action="append", default=[], help="only this outlet (repeatable)")
    nightly.add_argument("--no-collect", action="store_true", help="compare what was collected before")
    nightly.set_defaults(run=_nightly)

    compare = commands.add_parser("compare", help="compare coverage that you have, without a network")
    compare.add_argument("articles", type=Path, help="JSON Lines, gzip too: url, outlet, title, text, …")
    compare.add_argument("--database", type=Path, required=True, help="DuckDB file to write")
    compare.add_argument("--report", type=Path, help="folder for a report")
    compare.set_defaults(run=_compare)

    annotate = commands.add_parser("annotate", help="add what is read to JSON Lines")
    annotate.add_argument("what", choices=("sentences", "articles", "pairs"))
    annotate.add_argument("input", nargs="?", default="-", help="file, or - for standard input")
    annotate.add_argument("output", nargs="?", default="-", help="file, or - for standard output")
    annotate.set_defaults(run=_annotate)

    extract = commands.add_parser("extract", help="read title, text and dates out of pages")
    extract.add_argument("pages", help="JSON Lines with html (a path), url, fetched_at; - for standard input")
    extract.add_argument("output", help="JSON Lines to write; - for standard output")
    extract.add_argument("--workers", type=_workers, default=2, help="processes to read pages in (2)")
    extract.set_defaults(run=_extract)

    outlets = commands.add_parser("outlets", help="list, check or add outlets").add_subparsers(
        required=True, metavar="ACTION"
    )
    outlets.add_parser("list", help="list those of the outlets file").set_defaults(run=_outlets_list)
    check = outlets.add_parser("check", help="try their feeds and sitemaps")
    check.add_argument("outlet", nargs="*", help="only these outlets (all)")
    check.set_defaults(run=_outlets_check)
    add = outlets.add_parser("add", help="find a site's feeds and sitemaps; prints the entry to paste")
    add.add_argument("url", help="address of the site, or of one of its feeds")
    add.set_defaults(run=_outlets_add)

    query = commands.add_parser("query", help="ask a named question of the published copy")
    query.add_argument("name", nargs="?", help="the question; without one, all are listed")
    query.add_argument("--param", action="append", default=[], metavar="NAME=VALUE", help="(repeatable)")
    _answered(query)
    query.set_defaults(run=_query)

    sql = commands.add_parser("sql", help="ask the published copy in SQL")
    sql.add_argument("statement", nargs="?", help="one statement; without it, a prompt")
    _answered(sql)
    sql.set_defaults(run=_sql)

    why = commands.add_parser("why", help="how a finding came about: readings, intervals, rules")
    why.add_argument("divergence_id", help="an id of `divergences`")
    why.add_argument("--database", type=Path, help="another database than the published copy")
    why.set_defaults(run=_why)

    _add_archive_commands(commands)
    _add_review_commands(commands)
    _add_keeping_commands(commands)
    return parser


def _add_keeping_commands(commands: Any) -> None:
    """What is done with what is kept."""
    publish = commands.add_parser("publish", help="publish the warehouse again, with one day's report")
    publish.add_argument("--date", type=_date, help="a day of UTC, YYYY-MM-DD (today)")
    publish.set_defaults(run=_publish)

    purge = commands.add_parser("purge", help="erase a page or an outlet for good (a takedown)")
    what = purge.add_mutually_exclusive_group(required=True)
    what.add_argument("target", nargs="?", help="the page's URL, or the outlet's id")
    what.add_argument("--list", action="store_true", help="show what was taken down")
    what.add_argument("--again", action="store_true", help="erase all of it again, after restoring a back-up")
    what.add_argument("--undo", metavar="TARGET", help="let a page or outlet be collected again")
    purge.add_argument("--reason", help="why, kept with the takedown")
    purge.add_argument("--yes", action="store_true", help="do not ask")
    purge.set_defaults(run=_purge)

    upkeep = commands.add_parser("upkeep", help="verify, compact and prune what is kept")
    upkeep.set_defaults(run=_upkeep)


def _add_review_commands(commands: Any) -> None:
    digest = commands.add_parser("digest", help="show or send the day's digest")
    digest.add_argument("--date", type=_date, help="of the report, YYYY-MM-DD (the newest)")
    digest.add_argument("--send", action="store_true", help="send it by [mail] of the settings")
    digest.set_defaults(run=_digest)

    calibrate = commands.add_parser("calibrate", help="re-fit confidences from the reviewers' verdicts")
    calibrate.add_argument("--reset", action="store_true", help="back to what the judges give")
    calibrate.set_defaults(run=_calibrate)

    serve = commands.add_parser("serve", help="the review page, on this machine")
    serve.add_argument("--host", help="address to listen on (127.0.0.1)")
    serve.add_argument("--port", type=int, help="port to listen on (8765)")
    serve.add_argument("--database", type=Path, help="another database than the published copy")
    serve.set_defaults(run=_serve)

    users = commands.add_parser("users", help="who may log in to the review page")
    users.add_argument("action", choices=("add",))
    users.add_argument("name")
    users.set_defaults(run=_users)


def _answered(command: argparse.ArgumentParser) -> None:
    """Options of what answers in rows."""
    command.add_argument("--format", choices=("table", "csv", "json", "parquet"), default="table")
    command.add_argument("--output", type=Path, help="a file in place of standard output")
    command.add_argument("--database", type=Path, help="another database than the published copy")


def _add_archive_commands(commands: Any) -> None:
    archive = commands.add_parser("archive", help="look into the archive of what was answered")
    archive.add_argument("action", choices=("show",))
    archive.add_argument("fetch_id", help="an id of `fetches`")
    archive.add_argument("--headers", action="store_true", help="status and headers alone")
    archive.add_argument("--output", type=Path, help="file for the body, as it was read")
    archive.set_defaults(run=_archive)

    replay = commands.add_parser("replay", help="collect again from the archive, without a network")
    replay.add_argument("--window", help="a folder of the archive, or a day, YYYY-MM-DD (all)")
    replay.set_defaults(run=_replay)

    imported = commands.add_parser("import", help="take WARC files from elsewhere in as coverage")
    imported.add_argument("files", nargs="+", type=Path, metavar="WARC", help="packed by gzip or not")
    imported.add_argument(
        "--outlet-by-host",
        action="store_true",
        help="name outlets that the outlets file does not know after their hosts, not their domains",
    )
    imported.add_argument("--workers", type=_workers, help="processes to read pages in (one a core)")
    imported.set_defaults(run=_import)


def _nightly(options: argparse.Namespace) -> int:
    from pipeline.nightly import run

    return run(options.date, only=tuple(options.outlet), collect=not options.no_collect)


def _publish(options: argparse.Namespace) -> int:
    from pipeline.nightly import publish

    return publish(options.date)


def _compare(options: argparse.Namespace) -> int:
    from pipeline.file_comparison import run

    return run(options.articles, options.database, options.report)


def _annotate(options: argparse.Namespace) -> int:
    from pipeline.annotation import run

    return run(options.what, options.input, options.output)


def _extract(options: argparse.Namespace) -> int:
    from pipeline.page_reading import extract

    return extract(options.pages, options.output, options.workers)


def _outlets_list(_: argparse.Namespace) -> int:
    from pipeline.outlet_commands import list_outlets

    return list_outlets()


def _outlets_check(options: argparse.Namespace) -> int:
    from pipeline.outlet_commands import check

    return check(options.outlet)


def _outlets_add(options: argparse.Namespace) -> int:
    from pipeline.outlet_commands import add

    return add(options.url)


def _digest(options: argparse.Namespace) -> int:
    from pipeline.serving import digest

    return digest(options.date, send=options.send)


def _calibrate(options: argparse.Namespace) -> int:
    from pipeline.calibrating import run

    return run(reset=options.reset)


def _serve(options: argparse.Namespace) -> int:
    from pipeline.serving import serve

    return serve(options.host, options.port, options.database)


def _users(options: argparse.Namespace) -> int:
    from pipeline.serving import add_user

    return add_user(options.name)


def _query(options: argparse.Namespace) -> int:
    from pipeline import answers

    return answers.named(options.name, options.param, options.format, _database(options), options.output)


def _sql(options: argparse.Namespace) -> int:
    from pipeline import answers

    if options.statement is None:
        return answers.prompt(_database(options))
    return answers.one(options.statement, options.format, _database(options), options.output)


def _why(options: argparse.Namespace) -> int:
    from pipeline.why import run

    return run(options.divergence_id, _database(options))


def _database(options: argparse.Namespace) -> Path:
    from pipeline.settings import load_settings

    path: Path = options.database or load_settings().published
    return path


def _purge(options: argparse.Namespace) -> int:
    from pipeline import purging

    if options.list:
        return purging.show()
    if options.again:
        return purging.again()
    if options.undo:
        return purging.undo(options.undo)
    return purging.run(options.target, options.reason, yes=options.yes)


def _upkeep(_: argparse.Namespace) -> int:
    from pipeline import wiring
    from pipeline.console import print_table

    print_table(wiring.upkeep().items(), "upkeep")
    return 0


def _workers(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 64:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of processes; write one from 1 to 64")
    return int(text)


def _archive(options: argparse.Namespace) -> int:
    from pipeline.archive_commands import show

    return show(options.fetch_id, headers=options.headers, output=options.output)


def _replay(options: argparse.Namespace) -> int:
    from pipeline.archive_commands import replay

    return replay(options.window)


def _import(options: argparse.Namespace) -> int:
    from pipeline.archive_commands import import_files

    return import_files(options.files, by_host=options.outlet_by_host, workers=options.workers)


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no date; write YYYY-MM-DD") from None


if __name__ == "__main__":
    sys.exit(main())
