"""Reader: documents in, decree and findings out.

I keep the way from a file to a `tolok-decree/1` object: sources (what a file format says) →
blocks (the common form) → parse (blocks to decree) → lint (what was joined, split or
doubted) and, the other way, write (decree to document).

I never mend the wording of a document, never guess quietly, never open a network address or
another file than the one I was given, and know no database, no clock and no Django.

    read = read_decree(Path("sk-iki.txt"), name="sk-iki.txt")
    read.decree["positions"][0]["title"]
"""

from tolok.reader.reading import MAX_BYTES, ReadDecree, read_decree
from tolok.reader.refusals import UnreadableDecree
from tolok.reader.validation import check_decree


__all__ = ["MAX_BYTES", "ReadDecree", "UnreadableDecree", "check_decree", "read_decree"]
