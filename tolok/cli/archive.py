"""The form of a backup: one .tar.gz with a manifest of hashes.

manifest.json     what follows, with size and SHA-256; when, by which version
database          a whole copy: an SQLite file, or pg_dump's custom format
secret-key        where it is kept in TOLOK_HOME
files/aa/aa…      every stored file
"""

import gzip
import hashlib
import io
import json
import os
import shutil
import tarfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

from tolok import VERSION
from tolok.kernel.refusals import Unfit


FORMAT = "tolok-backup/1"
MANIFEST = "manifest.json"
CHUNK_BYTES = 1_048_576


class BadArchive(Unfit):
    """The file is not a backup, or not a whole one."""


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself."""

    made_at: datetime
    version: str
    engine: str
    files: Mapping[str, Mapping[str, Any]]

    def to_json(self) -> bytes:
        """Return the manifest as it stands in the archive."""
        content = {
            "format": FORMAT,
            "made_at": self.made_at.isoformat(),
            "version": self.version,
            "engine": self.engine,
            "files": self.files,
        }
        return json.dumps(content, indent=1, sort_keys=True).encode()


def pack(
    *, target: Path, parts: Mapping[str, Path], engine: str, at: datetime
) -> Manifest:
    """Write an archive of `parts` (name inside: file) whole or not at all.

    It is readable by its owner alone, since it holds everything.
    """
    manifest = Manifest(
        made_at=at,
        version=VERSION,
        engine=engine,
        files={
            name: {"size": file.stat().st_size, "sha256": digest(file)}
            for name, file in parts.items()
        },
    )
    unfinished = target.with_name(target.name + ".part")
    try:
        handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with (
            os.fdopen(handle, "wb") as opened,
            tarfile.open(fileobj=opened, mode="w:gz", compresslevel=6) as archive,
        ):
            head = tarfile.TarInfo(MANIFEST)
            content = manifest.to_json()
            head.size, head.mtime = len(content), int(at.timestamp())
            archive.addfile(head, io.BytesIO(content))
            for name, file in parts.items():
                archive.add(file, arcname=name, recursive=False)
        unfinished.replace(target)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    return manifest


def unpack(*, source: Path, folder: Path) -> Manifest:
    """Write an archive's parts below `folder`, each held against the manifest.

    Raises `BadArchive` at the first part that is unknown, missing or changed.
    """
    try:
        with tarfile.open(source, mode="r:gz") as archive:
            members = iter(archive)
            manifest = read_manifest(archive, next(members, None))
            seen = {
                name
                for member in members
                for name in unpack_one(archive, member, folder, manifest)
            }
    except FileNotFoundError as error:
        raise BadArchive(
            f"Berkas cadangan {source} tidak ada. Periksa namanya."
        ) from error
    except (
        tarfile.TarError,
        zlib.error,
        EOFError,
        gzip.BadGzipFile,
        ValueError,
    ) as error:
        raise BadArchive(
            f"Berkas cadangan {source} rusak atau terpotong ({error}). "
            "Pakai salinan lain."
        ) from error
    missing = sorted(set(manifest.files) - seen)
    if missing:
        raise BadArchive(
            f"Berkas cadangan {source} tidak lengkap: {missing[0]} tidak ada. "
            "Pakai salinan lain."
        )
    return manifest


def read_manifest(archive: tarfile.TarFile, member: tarfile.TarInfo | None) -> Manifest:
    """Return the manifest, which must be the first member. Raises `BadArchive`."""
    opened = archive.extractfile(member) if member and member.name == MANIFEST else None
    if opened is None:
        raise BadArchive("Berkas itu bukan cadangan Tolok: daftar isinya tidak ada.")
    content = json.loads(opened.read(64 * CHUNK_BYTES))
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise BadArchive(
            f"Bentuk cadangan itu tidak dikenali; yang dapat dibaca: {FORMAT}. "
            "Mutakhirkan Tolok, lalu ulangi."
        )
    return Manifest(
        made_at=datetime.fromisoformat(content["made_at"]),
        version=content["version"],
        engine=content["engine"],
        files=content["files"],
    )


def unpack_one(
    archive: tarfile.TarFile, member: tarfile.TarInfo, folder: Path, manifest: Manifest
) -> Iterator[str]:
    """Write one member whole and yield its name. Raises `BadArchive`."""
    expected = manifest.files.get(member.name)
    opened = archive.extractfile(member) if member.isfile() else None
    if expected is None or opened is None or not is_plain(member.name):
        raise BadArchive(f"Isi cadangan tidak dikenal: {member.name!r}.")
    place = folder / member.name
    place.parent.mkdir(parents=True, exist_ok=True)
    with place.open("wb") as written:
        shutil.copyfileobj(opened, written, CHUNK_BYTES)
    if digest(place) != expected["sha256"]:
        raise BadArchive(
            f"Isi cadangan berubah: {member.name} tidak sama dengan yang dicatat. "
            "Pakai salinan lain."
        )
    yield member.name


def is_plain(name: str) -> bool:
    """Tell whether a name stays inside the folder it is unpacked to."""
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts


def digest(file: Path) -> str:
    """Return the SHA-256 of a file."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
