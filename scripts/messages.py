"""The English of the screens: find what is marked, list what lacks it, compile it.

python scripts/messages.py            list what has no English, then write both files anew
python scripts/messages.py --check    say what is missing or unfit; writes nothing
python scripts/messages.py --fill F   take English from a JSON file: {"Indonesian": "English"}

The source strings are Indonesian and stand in code and templates. The catalogue is
gettext's own form, so any translator's tool opens it; the tools of GNU gettext are not
needed, neither here nor where Tolok runs.
"""

import ast
import json
import re
import struct
import sys
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation.template import templatize


ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "tolok"
CATALOGUE = SOURCES / "web" / "locale" / "en" / "LC_MESSAGES" / "django.po"
ONE = {"_", "_t", "_now", "_lazy", "gettext", "gettext_lazy", "gettext_noop"}
MANY = {"ngettext", "ngettext_lazy"}
CALL = re.compile(r"\b(n?gettext|_)\((?=\s*u?['\"])")
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[sd]|%%|\{\w*\}")
HEADER = (
    "Project-Id-Version: Tolok\n"
    "Language: en\n"
    "MIME-Version: 1.0\n"
    "Content-Type: text/plain; charset=UTF-8\n"
    "Content-Transfer-Encoding: 8bit\n"
    "Plural-Forms: nplurals=2; plural=(n != 1);\n"
)


@dataclass
class Message:
    """A source string with its English, and where it stands."""

    text: str
    plural: str = ""
    english: list[str] = field(default_factory=list)
    places: set[str] = field(default_factory=set)

    @property
    def is_missing(self) -> bool:
        """Tell whether a form of the English is missing."""
        return len(self.english) != (2 if self.plural else 1) or not all(self.english)


def main(arguments: list[str]) -> int:
    """Do what the command line asks; return 0 where every string has its English."""
    found, faults = extract()
    kept = read(CATALOGUE) if CATALOGUE.exists() else {}
    for text, message in found.items():
        if text in kept and kept[text].plural == message.plural:
            message.english = kept[text].english
    if "--fill" in arguments:
        fill(found, Path(arguments[arguments.index("--fill") + 1]))
    missing = [message for message in found.values() if message.is_missing]
    faults += [fault for message in found.values() for fault in unfit(message)]
    if "--check" in arguments:
        faults += stale(found, kept)
    else:
        write(found)
        say(
            json.dumps(
                {each.text: "" for each in missing}, ensure_ascii=False, indent=1
            )
        )
    for fault in faults:
        say(fault)
    if missing and "--check" in arguments:
        for message in missing[:20]:
            say(f"Tanpa Inggris: {message.text!r} ({min(message.places)})")
        say(f"{len(missing)} teks belum berbahasa Inggris. Jalankan: make messages")
    return int(bool(faults or missing))


def extract() -> tuple[dict[str, Message], list[str]]:
    """Return every marked string by its text, and what is marked in two ways."""
    found: dict[str, Message] = {}
    faults = []
    for place, text, plural in sorted(marked()):
        message = found.setdefault(text, Message(text, plural))
        if message.plural != plural:
            faults.append(f"Dengan dan tanpa bentuk jamak: {text!r} ({place})")
        message.places.add(place)
    return found, faults


def marked() -> Iterator[tuple[str, str, str]]:
    """Give each marked string as file, text and plural."""
    for file in SOURCES.rglob("*"):
        place = str(file.relative_to(ROOT))
        if file.suffix == ".py":
            tree = ast.parse(file.read_text("utf-8"))
        elif "templates" in file.parts and file.suffix in {".html", ".txt"}:
            tree = ast.parse(from_template(file))
        else:
            continue
        for text, plural in calls(tree):
            yield place, text, plural


def from_template(file: Path) -> str:
    """Return the marked strings of a template as lines of Python."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        written = templatize(file.read_text("utf-8"), origin=str(file))
    return "\n".join(
        f"{match[1]}({literals(written, match.end())})"
        for match in CALL.finditer(written)
    )


LITERAL = re.compile(r"\s*,?\s*u?('(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")", re.DOTALL)


def literals(written: str, at: int) -> str:
    """Return the strings that follow an opening bracket, as Python writes them."""
    parts = []
    while match := LITERAL.match(written, at):
        parts.append(repr(ast.literal_eval(match[1].replace("\n", "\\n"))))
        at = match.end()
    return ", ".join(parts)


def calls(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Give text and plural of each call that marks a string."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        strings = [
            each.value
            for each in node.args
            if isinstance(each, ast.Constant) and isinstance(each.value, str)
        ]
        if name in ONE and strings and strings[0]:
            yield strings[0], ""
        elif name in MANY and len(strings) > 1:
            yield strings[0], strings[1]


def unfit(message: Message) -> Iterator[str]:
    """Say where the English has other placeholders than its source."""
    for position, english in enumerate(message.english):
        source = message.plural if position else message.text
        if not english:
            continue
        wanted, given = (set(PLACEHOLDER.findall(each)) for each in (source, english))
        # One may be said as a word: "One target was set."
        spare = given - wanted or (
            wanted - given if not message.plural or position else ()
        )
        if spare:
            yield f"Penanda berbeda: {message.text!r} → {english!r}"
        if english[:1].isspace() != source[:1].isspace():
            yield f"Spasi awal berbeda: {message.text!r}"


def stale(found: dict[str, Message], kept: dict[str, Message]) -> Iterator[str]:
    """Say what the catalogue still holds for nothing, and whether it is compiled."""
    for text in kept.keys() - found.keys():
        yield f"Tidak dipakai lagi: {text!r}. Jalankan: make messages"
    compiled = CATALOGUE.with_suffix(".mo")
    if not compiled.exists() or compiled.read_bytes() != pack(kept):
        yield "django.mo bukan hasil django.po. Jalankan: make messages"


def fill(found: dict[str, Message], file: Path) -> None:
    """Take the English of a file into the messages."""
    for text, english in json.loads(file.read_text("utf-8")).items():
        if text not in found:
            say(f"Tidak ada di kode: {text!r}")
        elif english:
            found[text].english = english if isinstance(english, list) else [english]


def read(file: Path) -> dict[str, Message]:
    """Return the messages of a catalogue, without its header."""
    messages: dict[str, Message] = {}
    for block in file.read_text("utf-8").split("\n\n"):
        parts: dict[str, str] = {}
        name = ""
        for line in block.splitlines():
            if line.startswith("#") or not line.strip():
                continue
            if not line.startswith('"'):
                name, _space, line = line.partition(" ")
            parts[name] = parts.get(name, "") + json.loads(line)
        if parts.get("msgid"):
            english = [parts[key] for key in sorted(parts) if key.startswith("msgstr")]
            text = parts["msgid"]
            messages[text] = Message(text, parts.get("msgid_plural", ""), english)
    return messages


def write(messages: dict[str, Message]) -> None:
    """Write the catalogue and its compiled form."""
    blocks = [f"msgid {quoted('')}\nmsgstr {quoted(HEADER)}"]
    for message in sorted(
        messages.values(), key=lambda each: (min(each.places), each.text)
    ):
        lines = [f"#: {min(message.places)}"]
        if "%" in message.text:
            lines.append("#, python-format")
        lines.append(f"msgid {quoted(message.text)}")
        if message.plural:
            lines.append(f"msgid_plural {quoted(message.plural)}")
            forms = [*message.english, "", ""][:2]
            lines += [f"msgstr[{n}] {quoted(form)}" for n, form in enumerate(forms)]
        else:
            lines.append(f"msgstr {quoted(''.join(message.english[:1]))}")
        blocks.append("\n".join(lines))
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    CATALOGUE.write_text("\n\n".join(blocks) + "\n", "utf-8")
    CATALOGUE.with_suffix(".mo").write_bytes(pack(messages))


def quoted(text: str) -> str:
    """Return a string as a catalogue writes it."""
    return json.dumps(text, ensure_ascii=False)


def pack(messages: dict[str, Message]) -> bytes:
    """Return the compiled catalogue: two tables of places, then the strings."""
    pairs = [(b"", HEADER.encode())]
    for message in messages.values():
        if not message.is_missing:
            source = [message.text] + ([message.plural] if message.plural else [])
            pairs.append(
                ("\0".join(source).encode(), "\0".join(message.english).encode())
            )
    pairs.sort()
    start = 7 * 4 + 16 * len(pairs)
    tables: list[list[int]] = [[], []]
    body = b""
    for side in (0, 1):
        for pair in pairs:
            tables[side] += [len(pair[side]), start + len(body)]
            body += pair[side] + b"\0"
    head = [0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, 0]
    numbers = [*head, *tables[0], *tables[1]]
    return struct.pack(f"<{len(numbers)}I", *numbers) + body


def say(text: str) -> None:
    """Print a line."""
    sys.stdout.write(text + "\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
