"""Heads: what stands before the positions, laid out as blocks."""

import random

from tests.reader.invented.layouts import Layout
from tests.reader.invented.sheets import MONTHS, Block, Para
from tests.reader.invented.truth import Decree


class HeadWriter:
    def __init__(self, pick: random.Random, layout: Layout, decree: Decree) -> None:
        self.pick = pick
        self.layout = layout
        self.decree = decree
        self.blocks: list[Block] = []
        self._lists = 0

    def _para(
        self, text: str, *, label: str = "", gap: int = 0, list_: int = 0
    ) -> None:
        self.blocks.append(Para(text, label, gap, list_))

    def write(self) -> None:
        """The decree proper (unless the annex stands alone) and the annex's heading."""
        if self.layout.head != "annex":
            if self.layout.head == "cover":
                self._cover()
            self._letterhead()
            self._title()
            self._recitals()
            self._rulings()
            self._signing()
        self._annex_heading()

    def write_closing(self) -> None:
        """A signature after the last position."""
        self._signing()

    def _cover(self) -> None:
        decree = self.decree
        self._para(f"PEMERINTAH {capitals(decree.region)}")
        self._para(capitals(decree.office.name))
        self._para(f"{decree.kind.upper()} {capitals(decree.office.issuer)}", gap=2)
        self._para("TENTANG")
        self._para(capitals(decree.about))
        self._para(f"TAHUN {decree.date[0]}", gap=2)

    def _letterhead(self) -> None:
        decree = self.decree
        self._para(f"PEMERINTAH {capitals(decree.region)}", gap=1)
        self._para(capitals(decree.office.name))
        self._para("Jl. Pahlawan Nomor 12 Telp. (0000) 555123, Faks. 555124")
        self._para("Laman : www.contoh.example, Pos-el : surat@contoh.example")

    def _title(self) -> None:
        decree, layout = self.decree, self.layout
        kind, issuer = decree.kind.upper(), f"{decree.office.issuer} {decree.region}"
        match layout.title:
            case "two lines":
                self._para(f"{kind} {capitals(decree.office.issuer)}", gap=1)
                self._para(capitals(decree.region))
            case "spaced":
                self._para(" ".join(kind), gap=1)
                self._para(capitals(issuer))
            case "sentence case":
                self._para(f"{decree.kind} {issuer}", gap=1)
            case "bold":
                self._para(f"**{kind} {capitals(decree.office.issuer)}", gap=1)
                self._para(f"{capitals(decree.region)}**")
            case _:
                self._para(f"{kind} {capitals(issuer)}", gap=1)
        self._number()
        self._about()
        if self.pick.random() < 0.3:
            self._para("DENGAN RAHMAT TUHAN YANG MAHA ESA", gap=1)
        if self.pick.random() < 0.7:
            self._para(f"{capitals(issuer)},", gap=1)

    def _number(self) -> None:
        number, layout = self.decree.number, self.layout
        spaced = number.replace("/", " / ") if layout.number == "spaces" else number
        spaced = spaced.replace("//", "/        /")
        if " TAHUN " in number:
            self._para(
                f"NOMOR {number}" if layout.number != "colon" else f"NOMOR : {number}",
                gap=1,
            )
        elif layout.number == "broken" and "//" in number:
            before, after = number.split("//")
            self._para(f"NOMOR : {before}/")
            self._para(f"/{after}")
        elif layout.number == "lower":
            self._para(f"Nomor: {spaced}")
        else:
            self._para(f"NOMOR{'' if layout.number == 'no colon' else ' :'} {spaced}")

    def _about(self) -> None:
        about = self.decree.about
        printed = about if self.layout.about == "sentence case" else capitals(about)
        if self.layout.about == "same line":
            self._para(f"TENTANG {printed}", gap=1)
            return
        self._para("TENTANG", gap=1)
        if self.layout.about == "lines":
            words = printed.split(" ")
            self._para(" ".join(words[:3]))
            self._para(" ".join(words[3:]))
        else:
            self._para(printed)

    def _recitals(self) -> None:
        decree, layout = self.decree, self.layout
        letters = [f"{chr(97 + n)}." for n in range(9)]
        numbers = {
            "1.": [f"{n}." for n in range(1, 9)],
            "1)": [f"{n})" for n in range(1, 9)],
            "a.": letters,
        }
        legal = letters if layout.head == "lettered" else numbers[layout.legal_labels]
        parts = [
            ("Menimbang", decree.considerations, letters),
            ("Mengingat", decree.legal_bases, legal),
        ]
        if layout.head == "markers first":
            for name, texts, labels in parts:
                self._para(f"{name} : {' '.join(labels[: len(texts)])}", gap=1)
                for text in texts:
                    self._para(text)
        elif layout.head == "labels after":
            for name, texts, labels in parts:
                for label, text in zip(labels, texts, strict=False):
                    self._para(f"{label} {text}", gap=int(label is labels[0]))
                self._para(f"{name} :")
        elif layout.head == "run together":
            for name, texts, labels in parts:
                run = " ".join(
                    f"{label} {text}"
                    for label, text in zip(labels, texts, strict=False)
                )
                self._para(f"{name} : {run}", gap=1)
        else:
            for name, texts, labels in parts:
                self._listed(name, texts, labels)

    def _listed(self, name: str, texts: list[str], labels: list[str]) -> None:
        self._lists += 1
        if self.layout.recitals == "below":
            self._para(f"{name} :", gap=1)
            start = 0
        else:
            mark = "- " if self.layout.recitals == "bulleted" else ""
            self._para(f"{mark}{name} : {labels[0]} {texts[0]}", gap=1)
            start = 1
        for label, text in list(zip(labels, texts, strict=False))[start:]:
            self._para(text, label=label, list_=self._lists if start == 0 else 0)

    def _rulings(self) -> None:
        layout = self.layout
        self._para(
            self.pick.choice(["MEMUTUSKAN :", "MEMUTUSKAN", "M E M U T U S K A N :"]),
            gap=1,
        )
        stating = f"{self.decree.kind.upper()} {capitals(self.decree.office.issuer)} TENTANG {capitals(self.decree.about)}."
        self._para(
            f"Menetapkan : {stating if self.pick.random() < 0.5 else ''}".strip()
        )
        for label, text, items in self.decree.rulings:
            printed = label.capitalize() if layout.rulings == "lower" else label
            if layout.rulings == "below":
                self._para(printed, gap=1)
                self._para(f": {text}")
            else:
                self._para(
                    f"{'- ' if layout.rulings == 'bulleted' else ''}{printed} : {text}"
                )
            self._lists += 1
            for n, item in enumerate(items):
                self._para(item, label=f"{chr(97 + n)}.", list_=self._lists)

    def _signing(self) -> None:
        decree = self.decree
        year, month, day = decree.date
        date = (
            f"{day:02d} {MONTHS[month - 1]} {year}"
            if self.pick.random() < 0.3
            else f"{day} {MONTHS[month - 1]} {year}"
        )
        match self.layout.signing:
            case "colons":
                self._para(f"Ditetapkan di : {decree.place}", gap=1)
                self._para(f"Pada tanggal : {date}")
            case "city and date":
                self._para(f"{decree.place}, {date}", gap=1)
            case "one line":
                self._para(f"Ditetapkan di {decree.place} pada tanggal {date}", gap=1)
            case _:
                self._para(f"Ditetapkan di {decree.place}", gap=1)
                self._para(f"pada tanggal {date}")
        title, name, rank, nip = decree.signatory
        self._para(f"{capitals(title) if self.pick.random() < 0.6 else title},", gap=1)
        self._para(name, gap=3)
        self._para(rank)
        spaced = (
            f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}"
            if self.pick.random() < 0.6
            else nip
        )
        self._para(f"NIP. {spaced}")

    def _annex_heading(self) -> None:
        decree, layout = self.decree, self.layout
        year, month, day = decree.date
        issuer = f"{capitals(decree.office.issuer)} {capitals(decree.region)}"
        lead = {"numbered": "LAMPIRAN I", "one line": "LAMPIRAN"}.get(
            layout.annex, "LAMPIRAN"
        )
        if layout.annex == "none":
            return
        number = decree.number.replace("//", "/     /")
        self._para(f"{lead} {decree.kind.upper()} {issuer}", gap=2)
        if layout.annex == "one line":
            self._para(f"NOMOR : {number} TANGGAL : {day} {MONTHS[month - 1]} {year}")
        else:
            self._para(f"NOMOR : {number}")
            self._para(f"TANGGAL : {day} {MONTHS[month - 1]} {year}")
        self._para(f"TENTANG {capitals(decree.about)}")


def capitals(text: str) -> str:
    """In capitals, as decrees print it: `s.d.` stays."""
    return text.upper().replace("S.D.", "s.d.")
