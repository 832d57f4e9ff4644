"""Refresh what the pages borrow: Bootstrap's style sheet and a few of its icons.

Needs npm (only here: running and testing Tolok needs no Node). In an empty folder:

    npm pack bootstrap@5.3 bootstrap-icons@1
    python scripts/refresh_vendor.py FOLDER               write the kept files anew
    python scripts/refresh_vendor.py FOLDER --icon bell   and take one more icon
    python scripts/refresh_vendor.py --check              are they still as recorded?

Of Bootstrap only the rules for the classes in KEPT stay; of the icons only those named
in `tolok/web/icons.json`. `tolok/web/static/vendor/vendor.json` records name, version,
licence and the SHA-256 of every file written. The script of htmx is not kept here: the
package django-htmx carries it.
"""

import argparse
import hashlib
import json
import re
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path


ROOT = Path(__file__).resolve().parent.parent
VENDOR = ROOT / "tolok" / "web" / "static" / "vendor"
ICONS = ROOT / "tolok" / "web" / "icons.json"
PACKAGES = ("bootstrap", "bootstrap-icons")

# Classes of Bootstrap that templates may use; rules without a class (reboot) stay too.
SPACE = r"[mp][tbsexy]?-(0|1|2|3|4|5|auto)"
KEPT = re.compile(
    r"(btn|btn-primary|active|disabled|show|collapsed"
    r"|form-control|form-control-color|form-select|form-check|form-check-input"
    r"|form-check-label|visually-hidden|visually-hidden-focusable"
    r"|spinner-border|spinner-border-sm"
    rf"|{SPACE}|gap-[0-5]"
    r"|d-((md|lg|xl|print)-)?(none|inline|inline-block|block|flex|inline-flex|grid)"
    r"|flex-(wrap|nowrap|column|row|fill|grow-0|grow-1|shrink-0)"
    r"|align-(items|self)-(start|center|end|baseline|stretch)"
    r"|justify-content-(start|center|end|between)"
    r"|text-(start|center|end|nowrap|break|reset)|fw-(normal|semibold|bold)|fs-6"
    r"|w-100|h-100|bg-transparent)"
)
CLASS = re.compile(r"\.(-?[_a-zA-Z][\w-]*)")


def main() -> int:
    """Run the command line; return 0, or 1 when `--check` finds a changed file."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, help="holds the two archives")
    parser.add_argument("--icon", action="append", default=[], metavar="NAME")
    parser.add_argument("--check", action="store_true")
    asked = parser.parse_args()
    if asked.check:
        wrong = list(changed_files())
        for name in wrong:
            sys.stderr.write(f"{name} is not the file that vendor.json records\n")
        return 1 if wrong else 0
    if asked.folder is None:
        parser.error("name the folder that holds the two archives")
    refresh(asked.folder, asked.icon)
    return 0


def changed_files() -> Iterator[str]:
    """Yield the name of every recorded file whose content is another one."""
    for package in json.loads((VENDOR / "vendor.json").read_text(encoding="utf-8")):
        for name, digest in package["files"].items():
            if sha256(ROOT / name) != digest:
                yield name


def refresh(archives: Path, more_icons: list[str]) -> None:
    """Unpack both archives and write the kept parts with their record."""
    record = []
    with tempfile.TemporaryDirectory() as folder:
        for name in PACKAGES:
            package = unpack(archives, name, Path(folder) / name)
            about = json.loads((package / "package.json").read_text(encoding="utf-8"))
            licence = VENDOR / f"{name}.LICENSE"
            licence.write_text(
                (package / "LICENSE").read_text(encoding="utf-8"), encoding="utf-8"
            )
            if name == "bootstrap":
                written = write_style(package)
            else:
                written = write_icons(package, more_icons)
            record.append(
                {
                    "name": name,
                    "version": about["version"],
                    "licence": about["license"],
                    "files": {
                        str(file.relative_to(ROOT)): sha256(file)
                        for file in (written, licence)
                    },
                }
            )
    (VENDOR / "vendor.json").write_text(
        json.dumps(record, indent=2) + "\n", encoding="utf-8"
    )


def unpack(archives: Path, name: str, folder: Path) -> Path:
    """Return the unpacked folder of the one archive of package `name`."""
    (archive,) = archives.glob(f"{name}-[0-9]*.tgz")
    with tarfile.open(archive) as packed:
        packed.extractall(folder, filter="data")
    return folder / "package"


def write_style(package: Path) -> Path:
    """Write the kept rules of Bootstrap's style sheet; return the file."""
    whole = (package / "dist" / "css" / "bootstrap.min.css").read_text(encoding="utf-8")
    notice = re.search(r"/\*!.*?\*/", whole, re.DOTALL)
    if notice is None:
        raise SystemExit("bootstrap.min.css carries no licence notice")
    file = VENDOR / "bootstrap.min.css"
    body = "".join(keep(re.sub(r"/\*.*?\*/", "", whole, flags=re.DOTALL)))
    file.write_text(
        '@charset "UTF-8";' + notice.group() + "\n" + body + "\n", encoding="utf-8"
    )
    return file


def keep(css: str) -> Iterator[str]:
    """Yield the rules of `css` whose classes are all kept, at-rules included."""
    for head, body in rules(css):
        if head.startswith(("@media", "@supports")):
            inner = "".join(keep(body))
            if inner:
                yield f"{head}{{{inner}}}"
        elif head.startswith("@keyframes"):
            if head.split()[1] == "spinner-border":
                yield f"{head}{{{body}}}"
        else:
            selectors = [part for part in split_selectors(head) if is_kept(part)]
            if selectors:
                yield f"{','.join(selectors)}{{{body}}}"


def rules(css: str) -> Iterator[tuple[str, str]]:
    """Yield head and body of each block; statements such as @charset are left out."""
    depth, start, head = 0, 0, ""
    for at, sign in enumerate(css):
        if sign == "{":
            if depth == 0:
                head, start = css[start:at].rpartition(";")[2].strip(), at + 1
            depth += 1
        elif sign == "}":
            depth -= 1
            if depth == 0:
                yield head, css[start:at]
                start = at + 1


def split_selectors(head: str) -> list[str]:
    """Return the selectors of a list, without cutting inside brackets."""
    parts, depth, start = [], 0, 0
    for at, sign in enumerate(head):
        depth += (sign in "([") - (sign in ")]")
        if sign == "," and depth == 0:
            parts.append(head[start:at])
            start = at + 1
    return [*parts, head[start:]]


def is_kept(selector: str) -> bool:
    """Tell whether every class that `selector` names may stay."""
    return all(KEPT.fullmatch(name) for name in CLASS.findall(selector))


def write_icons(package: Path, more: list[str]) -> Path:
    """Write the inner SVG of every icon in use, and of those in `more`."""
    known = json.loads(ICONS.read_text(encoding="utf-8")) if ICONS.exists() else {}
    drawn = {}
    for name in sorted({*known, *more}):
        source = (package / "icons" / f"{name}.svg").read_text(encoding="utf-8")
        inner = re.search(r"<svg[^>]*>(.*)</svg>", source, re.DOTALL)
        if inner is None:
            raise SystemExit(f"{name}.svg is not one svg element")
        drawn[name] = re.sub(r"\s*\n\s*", "", inner.group(1))
    ICONS.write_text(json.dumps(drawn, indent=1) + "\n", encoding="utf-8")
    return ICONS


def sha256(file: Path) -> str:
    """Return the hexadecimal SHA-256 of a file."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
