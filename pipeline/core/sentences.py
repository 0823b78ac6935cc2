"""Articles into sentences with exact spans.

sentencex (Wikimedia, MIT) finds the boundaries. It keeps a quotation whole, however many sentences it
holds; newsrooms cut quotations differently, so quotation marks are hidden from it (one neutral character
each, offsets stay) and given back to the sentence they belong to.
"""

from __future__ import annotations

import re

from pipeline.core.text import paragraphs
from pipeline.ids import content_id
from pipeline.model import Article, Section, Sentence

Span = tuple[int, int]

_OPENING, _CLOSING, _STRAIGHT = "“«„", "”»", '"'
_SINGLE = "'‘’ʼ"
_MARKS = _OPENING + _CLOSING + _STRAIGHT
_ENDS = ".!?…"
_TRAIL = re.compile(r"[\s" + _MARKS + _SINGLE + r")\]]*\Z")
_SPEECH = re.compile(
    r"\b(?:said|says|asked|asks|added|adds|told|tells|wrote|writes|replied|cried|shouted|tweeted|posted)\b"
)
# After these a capital goes on with the sentence.
_NEVER_LAST = re.compile(
    r"(?:^|[\s(“\"])(?:Gen|Lt|Col|Maj|Capt|Cpl|Sgt|Pvt|Adm|Cmdr|Gov|Sen|Rep|Reps|Sens|Rev|Hon|Prof|Dr|Mr|Mrs|Ms"
    r"|Messrs|St|Ste|Mt|Ft|No|Nos|vs|v|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|approx|[A-Z])\.$"
)
_HALF_DAY = re.compile(r"\b[ap]\.m\.$", re.IGNORECASE)
_ZONE = re.compile(
    r"(?:[A-Z]{2,5}\b|Eastern|Central|Pacific|Mountain|Greenwich|New York|London|Tokyo|Beijing|Hong Kong"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d)"
)
_LIST_MARK = re.compile(r"\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)]$")
_LIST_LINE = re.compile(r"(?:[-*•–]|\(?(?:\d{1,2}|[a-zA-Z])[.)])\s+\S")
_BYLINE = re.compile(r"By (?:[A-Z][\w.’'-]+)(?:,? (?:and )?[A-Z][\w.’'-]+)*")
# A single letter ends a sentence only before a word that seldom is a surname.
_AFTER_INITIAL = re.compile(
    r"(?<![.\w])[A-Z]\.(?=\s+(?:The|He|She|They|It|We|His|Her|Their|Its|But|In|On|At|After|When)\b)"
)
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
# Words that are abbreviations too, where they are written as words.
_WORD_NO_ABBREVIATION = re.compile(
    r"(?<=\s)(?:ill|miss|art|ark|ore|me|no|id|pa|ref|mar|min|sec|hr|may|May)\.[”\"’']?(?=\s+[“\"‘']?[A-Z][a-z])"
)
# Abbreviations that may end a sentence, and do before a word that begins one.
_MAYBE_LAST = re.compile(
    r"\b(?:Inc|Corp|Co|Ltd|Bros|Jr|Sr|Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Md|Mich|Minn|Miss|Mo"
    r"|Mont|Neb|Nev|Okla|Ont|Ore|Pa|Tenn|Tex|Va|Vt|Wash|Wis|Wyo)\.[”\"’']?\s+(?=[A-Z“\"])"
)


def sentences_of(article: Article) -> list[Sentence]:
    """The headline (position 0, if there is one) and the body's sentences in their order."""
    return [
        Sentence(
            sentence_id=content_id("sentence", article.article_id, article.content_hash, section, start, end),
            article_id=article.article_id,
            content_hash=article.content_hash,
            version=article.version,
            position=position,
            section=section,
            text=(article.title if section == "headline" else article.text)[start:end],
            char_start=start,
            char_end=end,
            is_quote=is_quote,
        )
        for position, section, start, end, is_quote in split(article.title, article.text)
    ]


def split(title: str, text: str) -> list[tuple[int, Section, int, int, bool]]:
    """(position, section, char_start, char_end, is_quote) of each sentence.

    Offsets are code points into the title or the text; spans hold no white space at their edges, hold a
    letter or digit, do not overlap, and never cross a blank line.
    """
    found: list[tuple[int, Section, int, int, bool]] = []
    headline = _trimmed(title, 0, len(title))
    if headline:
        found.append((0, "headline", *headline, _all_quoted(title, headline, _quoted_flags(title))))
    position = 1
    for block_start, block_end in paragraphs(text):
        block = text[block_start:block_end]
        flags = _quoted_flags(block)
        for start, end in _split_block(block):
            span = (block_start + start, block_start + end)
            found.append((position, "body", *span, _all_quoted(block, (start, end), flags)))
            position += 1
    return found


def _split_block(block: str) -> list[Span]:
    spans: list[Span] = []
    for line_start, line_end in _lines(block):
        line = block[line_start:line_end]
        for start, end in _split_line(line):
            trimmed = _trimmed(line, start, end)
            if trimmed:
                spans.append((line_start + trimmed[0], line_start + trimmed[1]))
    return spans


def _lines(block: str) -> list[Span]:
    """Lines of a block that are paragraphs of their own; the lines of hard-wrapped prose are joined."""
    starts = [0, *(match.end() for match in re.finditer("\n", block))]
    ends = [start - 1 for start in starts[1:]] + [len(block)]
    rows = list(zip(starts, ends, strict=True))
    if len(rows) == 1:
        return rows
    widest = max(len(block[start:end].rstrip()) for start, end in rows)
    joined: list[Span] = [rows[0]]
    for start, end in rows[1:]:
        before, line = block[joined[-1][0] : joined[-1][1]].rstrip(), block[start:end].lstrip()
        last_row = before.rsplit("\n", 1)[-1]
        if _is_wrapped(last_row, line, widest):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _is_wrapped(row: str, following: str, widest: int) -> bool:
    if not row or not following:
        return False
    if _LIST_LINE.match(following) or _BYLINE.fullmatch(row.strip()):
        return False
    if following[0].islower() or row[-1] in ",;":
        return True
    next_word = len(following.split(maxsplit=1)[0])
    full = widest <= 120 and len(row) + 1 + next_word > widest  # the next word had no room
    return full and row[-1] not in _ENDS + _MARKS + ":"


def _split_line(line: str) -> list[Span]:
    import sentencex

    masked = _masked(line)
    if "\n" in masked:
        masked = masked.replace("\n", " ")
    cuts = [piece["end_index"] for piece in sentencex.get_sentence_boundaries("en", masked)]
    cuts = [_give_back(line, cut) for cut in cuts if cut < len(line)]
    cuts.extend(_missed(line))
    spans: list[Span] = []
    start = 0
    for cut in sorted(set(cuts)):
        if cut > start and _is_boundary(line, start, cut):
            spans.append((start, cut))
            start = cut
    spans.append((start, len(line)))
    return spans


def _masked(line: str) -> str:
    """The line with quotation marks made neutral: letters inside words, blanks elsewhere."""
    out = []
    for i, char in enumerate(line):
        if char in _MARKS:
            out.append(" ")
        elif char in _SINGLE:
            inside = 0 < i < len(line) - 1 and line[i - 1].isalnum() and line[i + 1].isalnum()
            out.append("x" if inside else " ")
        else:
            out.append(char)
    return "".join(out)


def _give_back(line: str, cut: int) -> int:
    """Moves a cut so that closing marks stay with the sentence before it and opening ones go on."""
    match = _TRAIL.search(line, 0, cut)
    at = match.start() if match else cut
    while at < cut and not line[at].isspace():
        at += 1
    return at


def _missed(line: str) -> list[int]:
    """Boundaries that sentencex passes over: after a.m. (`at 10 a.m. The …`), three dots, an initial, a state."""
    found = [match.end() for match in re.finditer(r"(?:\.\.\.|…)[”\"’']?(?=\s+[“\"]?[A-Z])", line)]
    found += [match.end() for match in re.finditer(r"\betc\.(?=\s+[“\"]?[A-Z])", line)]
    found += [match.end() for match in _AFTER_INITIAL.finditer(line)]
    found += [match.end() for match in re.finditer(r"(?:^|(?<=[.!?] ))No\.(?=\s+[A-Z“\"])", line)]
    found += [match.end() for match in _WORD_NO_ABBREVIATION.finditer(line)]
    half_days = re.finditer(r"\b[ap]\.m\.[”\"’']?\s+(?=[A-Z“\"])", line)
    for match in (*half_days, *_MAYBE_LAST.finditer(line)):
        following = line[match.end() :].lstrip(_MARKS + _SINGLE)
        word = following.split(maxsplit=1)[0] if following else ""
        if _STARTS.match(word):
            found.append(match.start() + len(match.group().rstrip()))
    return found


_STARTS = re.compile(
    r"(?:The|A|An|He|She|It|They|We|I|You|In|On|At|But|And|Police|There|This|That|These|Those|After|When|As|His"
    r"|Her|Their|Its|No|Two|Three|Officials|Residents|Witnesses|About|More|Some|Most|Many|For|By|If|Our|Anyone)$"
)


def _is_boundary(line: str, start: int, cut: int) -> bool:
    before = line[start:cut].strip()
    after = line[cut:].lstrip()
    if not before or not after or not _LETTER_OR_DIGIT.search(before) or not _LETTER_OR_DIGIT.search(after):
        return False
    bare = before.rstrip(_MARKS + _SINGLE + ")]")
    closes = bare != before
    first = after.lstrip(_MARKS + _SINGLE + "([")[:1]
    if first.islower() and (closes or bare[-1:] != "."):
        return False
    if closes and bare[-1:] in "!?…," and after[0] not in _MARKS:
        clause = re.split(r"[.!?]", after, maxsplit=1)[0]
        if len(clause.split()) <= 7 and _SPEECH.search(clause):
            return False  # “Stop!” Ada Lind said.
    if not closes and _LIST_MARK.match(before):
        return False
    if not closes and _NEVER_LAST.search(bare) and bare != "No.":
        return _AFTER_INITIAL.match(line, cut - 2) is not None
    return not (_HALF_DAY.search(bare) and _ZONE.match(after))


def _trimmed(text: str, start: int, end: int) -> Span | None:
    piece = text[start:end]
    if not _LETTER_OR_DIGIT.search(piece):
        return None
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())


def _quoted_flags(block: str) -> list[bool]:
    """For each code point whether it stands between double quotation marks (the marks included)."""
    if "''" in block:  # two apostrophes for a mark, as wires send them
        block = block.replace("''", '""')
    flags, inside = [], False
    for i, char in enumerate(block):
        if char == _STRAIGHT and block[i - 1 : i] == _STRAIGHT:
            flags.append(inside)
        elif char in _OPENING or (char == _STRAIGHT and not inside and _may_open(block, i)):
            inside = True
            flags.append(True)
        elif char in _CLOSING + _STRAIGHT:
            flags.append(inside)
            inside = False
        else:
            flags.append(inside)
    return flags


def _may_open(block: str, at: int) -> bool:
    return at + 1 < len(block) and not block[at + 1].isspace()


def _all_quoted(block: str, span: Span, flags: list[bool]) -> bool:
    return all(flags[i] for i in range(*span) if block[i].isalnum())
