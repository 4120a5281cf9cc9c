"""The brief as Markdown and as a page: what outlets wrote is text, never markup."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .brief import Brief, Line, Note

HEADS = {"new": "New", "disputed": "Disputed", "changed": "Changed", "due": "Due"}
NONE = {
    "new": "Nothing that was not told before.", "disputed": "No new telling differs.", "changed": "No figure or date was told anew.",
    "due": "Nothing is announced for the next two weeks.",
}  # fmt: skip
MARKS = re.compile(r"([\\`*_\[\]<>#|~!&])")
ADDRESS = re.compile(r"https?://[^\s\x00-\x20\"<>]+\Z")
PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ font: 1rem/1.5 Georgia, serif; max-width: 42rem; margin: 2rem auto; padding: 0 1rem; color: #111; background: #fff; }}
h1, h2 {{ line-height: 1.2; }}
h2 {{ border-bottom: 1px solid #999; }}
li {{ margin-bottom: .6rem; break-inside: avoid; }}
blockquote {{ margin: .2rem 0 .2rem 1rem; color: #333; }}
sup a, .notes a {{ color: inherit; }}
.notes {{ font-size: .85rem; }}
@media print {{ body {{ margin: 0; max-width: none; font-size: 10pt; }} a {{ text-decoration: none; }} }}
</style>
</head>
<body>
{body}
</body>
</html>
"""


def title(brief: Brief) -> str:
    return f"Brief of {brief.day.isoformat()}"


def resting(brief: Brief) -> str:
    """What the brief rests on, in a sentence."""
    words = f"{brief.articles} articles of {brief.outlets} outlets were published on this day"
    left_out = brief.known.undated if brief.known else 0
    undated = f"; {left_out} articles of the library have no date that tells and are left out" if left_out else ""
    return f"{words}{undated}. Lines are filled from coded fields, quoted sentences are the articles' own."


def markdown(brief: Brief) -> str:
    """The brief in Markdown with footnotes."""
    parts = [f"# {title(brief)}", "", resting(brief)]
    for section in brief.sections:
        parts += ["", f"## {HEADS[section.name]}", ""]
        parts += [text for line in section.lines for text in _marked(line)] or [NONE[section.name]]
        parts += [f"- … and {section.left_out} more"] if section.left_out else []
    parts += ["", *(f"[^{note.number}]: {_mark(noted(note))}{_marked_address(note)}" for note in brief.notes)]
    return "\n".join(parts).rstrip() + "\n"


def _marked(line: Line) -> list[str]:
    told = f"- {_mark(line.told)}{_feet(line.notes[0])}"
    return [told, *(f"    > {_mark(said)}{_feet(notes)}" for said, notes in zip(line.quoted, line.notes[1:], strict=False))]


def _mark(text: str) -> str:
    """Text of an outlet as Markdown that shows it as it is."""
    return MARKS.sub(r"\\\1", " ".join(text.split()))


def _feet(notes: Sequence[int]) -> str:
    return "".join(f"[^{n}]" for n in notes)


def _marked_address(note: Note) -> str:
    return f" <{note.teller.address}>" if note.teller.address and ADDRESS.match(note.teller.address) else ""


def noted(note: Note) -> str:
    """A footnote in words: outlet, credit, title, day."""
    teller = note.teller
    credit = f" ({teller.credit})" if teller.credit and teller.credit != teller.outlet else ""
    return f"{teller.outlet or 'unnamed outlet'}{credit}, “{teller.title or teller.name}”, {(teller.published or 'undated')[:10]}."


def page(brief: Brief) -> str:
    """The brief as a page of its own: no script, nothing loaded from elsewhere, printable."""
    parts = [f"<h1>{escape(title(brief))}</h1>", f"<p>{escape(resting(brief))}</p>"]
    for section in brief.sections:
        parts.append(f"<h2>{HEADS[section.name]}</h2>")
        lines = [_item(line) for line in section.lines]
        if section.left_out:
            lines.append(f"<li>… and {section.left_out} more</li>")
        parts.append("<ul>" + "\n".join(lines) + "</ul>" if lines else f"<p>{NONE[section.name]}</p>")
    notes = "\n".join(f'<li id="n{note.number}">{escape(noted(note))}{_linked(note)}</li>' for note in brief.notes)
    parts.append(f'<h2>Sources</h2>\n<ol class="notes">{notes}</ol>' if notes else "")
    return PAGE.format(title=escape(title(brief)), body="\n".join(parts))


def _item(line: Line) -> str:
    quoted = "".join(
        f"<blockquote>{escape(said)}{_raised(notes)}</blockquote>" for said, notes in zip(line.quoted, line.notes[1:], strict=False)
    )
    return f"<li>{escape(line.told)}{_raised(line.notes[0])}{quoted}</li>"


def _raised(notes: Sequence[int]) -> str:
    return "<sup>" + ", ".join(f'<a href="#n{n}">{n}</a>' for n in notes) + "</sup>" if notes else ""


def _linked(note: Note) -> str:
    address = note.teller.address
    return f' <a href="{escape(address)}">{escape(address)}</a>' if address and ADDRESS.match(address) else ""
