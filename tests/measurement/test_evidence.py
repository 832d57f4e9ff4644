"""Evidence is told by its content, kept once and shown to those who may see it."""

import zipfile
from io import BytesIO

import pytest
from PIL import Image

from tests.cast import Cast
from tests.measurement.reporting import picture
from tolok.measurement import evidence
from tolok.measurement.evidence import (
    EvidenceThereAlready,
    FileNotAllowed,
    FileTooLarge,
    LinkUnfit,
)
from tolok.measurement.evidence_queries import list_evidence
from tolok.measurement.guards import MayNotEnter
from tolok.measurement.models import Evidence
from tolok.records import actions as records
from tolok.records.actions import DiskFull
from tolok.records.models import StoredFile
from tolok.records.queries import find_broken_files, path_of


PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def add(cast: Cast, name: str, content: bytes, key: str = "clerk") -> Evidence:
    return evidence.add_file(
        realisation=cast.realisation(key),
        name=name,
        content=content,
        by=cast.viewer(key),
        at=cast.at(),
    )


def workbook() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr(
            "[Content_Types].xml",
            '<Types><Override PartName="/xl/workbook.xml"/></Types>',
        )
        packed.writestr("_rels/.rels", "<Relationships/>")
        packed.writestr("xl/workbook.xml", "<workbook/>")
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("laporan.pdf", PDF),
        ("foto.png", picture()),
        ("FOTO.JPG", picture(kind="JPEG")),
        ("C:\\berkas\\foto.jpeg", picture(kind="JPEG")),
    ],
)
def test_documents_and_pictures_are_taken(
    cast: Cast, name: str, content: bytes
) -> None:
    proof = add(cast, name, content)

    assert "\\" not in proof.name
    assert path_of(proof.file).is_file()
    assert list(find_broken_files()) == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("laporan.pdf", b"MZ\x90\x00 this program cannot be run in DOS mode"),
        ("laporan.pdf", b"<html><script>alert(1)</script>"),
        ("foto.png", b"\x89PNG\r\n\x1a\n and then nothing"),
        ("foto.png", picture(kind="JPEG")),
        ("program.exe", b"MZ\x90\x00"),
        ("tanpa-akhiran", PDF),
        ("halaman.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("kosong.pdf", b""),
    ],
)
def test_programs_and_disguised_files_are_refused(
    cast: Cast, name: str, content: bytes
) -> None:
    with pytest.raises(FileNotAllowed) as refused:
        add(cast, name, content)

    assert refused.value.field == "evidence"
    assert not Evidence.objects.exists()


def test_a_file_over_the_limit_is_refused_with_the_limit(cast: Cast, settings) -> None:
    settings.MAX_UPLOAD_BYTES = 1_048_576

    with pytest.raises(FileTooLarge) as refused:
        add(cast, "besar.pdf", PDF + b" " * 1_048_577)

    assert "1 MB" in refused.value.message


def test_a_picture_is_written_anew_without_where_it_was_taken(cast: Cast) -> None:
    out = BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "Kamera"
    Image.new("RGB", (3000, 20), "white").save(out, "JPEG", exif=exif)

    proof = add(cast, "foto.jpg", out.getvalue())

    with Image.open(path_of(proof.file)) as kept:
        assert max(kept.size) <= evidence.LONGEST_SIDE
        assert not dict(kept.getexif())


def test_the_same_file_is_attached_once(cast: Cast) -> None:
    add(cast, "satu.pdf", PDF)

    with pytest.raises(EvidenceThereAlready):
        add(cast, "dua.pdf", PDF)


def test_a_file_used_by_two_is_kept_once_and_shown_as_used(cast: Cast) -> None:
    add(cast, "satu.pdf", PDF)
    add(cast, "dua.pdf", PDF, key="staff")

    assert StoredFile.objects.filter(media_type="application/pdf").count() == 1
    shown = list_evidence(
        realisation=cast.realisation("staff"), for_user=cast.viewer("staff")
    )
    assert [proof.used_elsewhere for proof in shown] == [True]


def test_a_link_is_an_address_of_the_web(cast: Cast) -> None:
    row, clerk = cast.realisation("clerk"), cast.viewer("clerk")
    good = evidence.add_link(
        realisation=row, link="https://contoh.go.id/a", name="", by=clerk, at=cast.at()
    )
    assert good.name == "https://contoh.go.id/a"

    for link in ("javascript:alert(1)", "contoh", "file:///etc/passwd", ""):
        with pytest.raises(LinkUnfit):
            evidence.add_link(
                realisation=row, link=link, name="x", by=clerk, at=cast.at()
            )


def test_removed_evidence_stays_in_the_trail_and_on_the_disk(cast: Cast) -> None:
    proof = add(cast, "satu.pdf", PDF)
    stored = proof.file

    evidence.remove(evidence=proof, by=cast.viewer("clerk"), at=cast.at())

    assert not Evidence.objects.exists()
    assert path_of(stored).is_file()


def test_nobody_attaches_to_another_persons_work(cast: Cast) -> None:
    with pytest.raises(MayNotEnter):
        evidence.add_file(
            realisation=cast.realisation("clerk"),
            name="a.pdf",
            content=PDF,
            by=cast.viewer("kasubag"),
            at=cast.at(),
        )


def test_a_full_disk_is_told_and_leaves_no_half_file(
    cast: Cast, monkeypatch, settings
) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(records.os, "fsync", full)

    with pytest.raises(DiskFull) as refused:
        add(cast, "satu.pdf", PDF)

    assert "ruang penyimpanan penuh" in refused.value.message
    assert not StoredFile.objects.filter(media_type="application/pdf").exists()
    assert not list(settings.FILES_ROOT.rglob(".baru-*"))


def test_a_changed_or_missing_file_is_found(cast: Cast) -> None:
    proof = add(cast, "satu.pdf", PDF)
    place = path_of(proof.file)

    place.write_bytes(b"lain")
    assert "isinya berubah" in next(find_broken_files())
    place.unlink()
    assert "hilang" in next(find_broken_files())


def test_a_workbook_is_told_by_its_content(cast: Cast) -> None:
    assert add(cast, "rekap.xlsx", workbook()).file.media_type.endswith("sheet")
