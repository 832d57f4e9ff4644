"""The adapter for a certified e-signature service, in the way of BSrE's client service.

One POST sends the PDF with NIK and passphrase, the answer is the signed PDF. Both are
held by `Secret` on their way, which shows them to nobody: no trace, log or page.

Seen in several public clients of the service: `POST /api/sign/pdf` with basic
authentication; the fields `file`, `nik`, `passphrase`, `tampilan` (visible, invisible),
`image`, `linkQR`, `width`, `height`, `tag_koordinat` (one sign); errors as JSON with
`error` and `status_code`, of which 2011 (user not registered) and 2031 (wrong
passphrase). Unchecked, for the service's own handbook could not be read in full: the
code of an expired certificate, which is told by its words, and the longest PDF taken.
"""

import json
import secrets
import ssl
from base64 import b64encode
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from tolok.kernel.refusals import NotNow, Unfit


SIGN_PATH = "/api/sign/pdf"
MARK_SIDE = 70  # points; the QR that the service draws at the tag
WRONG_PASSPHRASE = 2031
UNKNOWN_SIGNER = 2011
EXPIRED_WORDS = ("expired", "kedaluwarsa", "kadaluarsa", "kadaluwarsa", "masa berlaku")
REFUSED_US = (401, 403)
LONGEST_ANSWER = 209_715_200  # bytes; the largest upload that Tolok can be set to
ANSWER_READ = 65_536
# What a fault of a program is; its own traceback has frames that hold what was sent.
BROKEN = (
    ArithmeticError,
    AttributeError,
    LookupError,
    RuntimeError,
    TypeError,
    ValueError,
)
PDF_START = b"%PDF-"
SIGNATURE_MARK = b"/ByteRange"


class SigningNotSetUp(NotNow):
    """The office has no e-signature service; it signs on paper."""


class PassphraseWrong(Unfit):
    """The service says that the passphrase is not the one."""


class SignerUnknown(Unfit):
    """The service does not know this NIK."""


class CertificateExpired(NotNow):
    """The signer's certificate no longer holds."""


class ServiceAway(NotNow):
    """The service cannot be reached, or refuses Tolok itself."""


class ServiceSlow(NotNow):
    """The service did not answer in time."""


class ServiceRefused(NotNow):
    """The service refused, for a reason that Tolok has no word of its own for."""


class NotSigned(NotNow):
    """What came back is not a signed PDF."""


class SigningFailedError(RuntimeError):
    """Something broke that nobody thought of; says only of what kind."""


class Secret:
    """A text that is used once and shown to nobody."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """Return the text, for the one request that needs it."""
        return self._text

    def __repr__(self) -> str:
        return "Secret(…)"


@dataclass(frozen=True)
class Answer:
    """What the service answered."""

    status: int
    body: bytes


def is_set_up() -> bool:
    """Tell whether the office has an e-signature service."""
    return bool(settings.SIGNING_ADDRESS)


@sensitive_variables()
def sign_pdf(
    *, content: bytes, nik: Secret, passphrase: Secret, link: str, tag: str
) -> bytes:
    """Return the PDF as the service signed it.

    `link` is what the mark's QR holds; `tag` is the sign at which the mark is put, ""
    for a signature without a mark. Raises `SigningNotSetUp`, `PassphraseWrong`,
    `SignerUnknown`, `CertificateExpired`, `ServiceAway`, `ServiceSlow`,
    `ServiceRefused` and `NotSigned`.
    """
    if not is_set_up():
        raise SigningNotSetUp(
            _("Layanan tanda tangan elektronik belum dipasang. Pakai cara cetak.")
        )
    fields = {
        "nik": nik.reveal(),
        "passphrase": passphrase.reveal(),
        "tampilan": "visible" if tag else "invisible",
    }
    if tag:
        side = str(MARK_SIDE)
        fields |= {"image": "false", "linkQR": link, "tag_koordinat": tag}
        fields |= {"width": side, "height": side}
    answer = _post(*_multipart(fields, content))
    if answer.status == 200:
        return _signed(answer.body, content)
    raise _refusal_of(answer)


@sensitive_variables()
def _multipart(fields: dict[str, str], content: bytes) -> tuple[bytes, str]:
    """Return a form with a file as bytes, and its type."""
    border = secrets.token_hex(16)
    parts = [
        f'--{border}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    ]
    parts.append(
        f'--{border}\r\nContent-Disposition: form-data; name="file"; '
        'filename="dokumen.pdf"\r\nContent-Type: application/pdf\r\n\r\n'
    )
    head = "".join(parts).encode()
    body = head + content + f"\r\n--{border}--\r\n".encode()
    return body, f"multipart/form-data; boundary={border}"


@sensitive_variables()
def _post(body: bytes, kind: str) -> Answer:
    """Send one request: no redirects, no proxies, no second try."""
    try:
        return _exchange(body, kind)
    except TimeoutError:
        raise ServiceSlow(
            _(
                "Layanan tanda tangan tidak menjawab dalam %(seconds)s detik, sehingga "
                "dokumen ini belum bertanda tangan. Tunggu beberapa menit, lalu coba "
                "lagi."
            )
            % {"seconds": settings.SIGNING_SECONDS}
        ) from None
    except (OSError, HTTPException):
        raise ServiceAway(
            _(
                "Layanan tanda tangan tidak dapat dihubungi, sehingga dokumen ini belum "
                "bertanda tangan. Coba lagi nanti, atau pakai cara cetak."
            )
        ) from None
    except BROKEN as error:
        raise SigningFailedError(type(error).__name__) from None


@sensitive_variables()
def _exchange(body: bytes, kind: str) -> Answer:
    place = urlsplit(settings.SIGNING_ADDRESS)
    host, port = place.hostname or "", place.port
    link: HTTPConnection
    if place.scheme == "https":
        link = HTTPSConnection(
            host,
            port,
            timeout=settings.SIGNING_SECONDS,
            context=ssl.create_default_context(),
        )
    else:
        link = HTTPConnection(host, port, timeout=settings.SIGNING_SECONDS)
    who = f"{settings.SIGNING_USER}:{settings.SIGNING_PASSWORD}"
    headers = {
        "Content-Type": kind,
        "Accept": "application/pdf, application/json",
        "Authorization": f"Basic {b64encode(who.encode()).decode()}",
    }
    try:
        link.request("POST", place.path.rstrip("/") + SIGN_PATH, body, headers)
        answer = link.getresponse()
        return Answer(answer.status, answer.read(LONGEST_ANSWER + 1))
    finally:
        link.close()


def _signed(signed: bytes, content: bytes) -> bytes:
    """Return what came back where it is a signed PDF. Raises `NotSigned`."""
    is_pdf = signed.startswith(PDF_START) and len(signed) <= LONGEST_ANSWER
    if not is_pdf or signed == content or SIGNATURE_MARK not in signed:
        raise NotSigned(
            _(
                "Yang dikirim balik layanan tanda tangan bukan PDF bertanda tangan, "
                "sehingga tidak disimpan. Coba lagi, atau beri tahu petugas komputer."
            )
        )
    return signed


def _refusal_of(
    answer: Answer,
) -> (
    PassphraseWrong
    | SignerUnknown
    | CertificateExpired
    | ServiceAway
    | ServiceRefused
    | NotSigned
):
    """Return the refusal that an answer other than a PDF stands for."""
    code, words = _told(answer.body[:ANSWER_READ])
    if code == WRONG_PASSPHRASE:
        return PassphraseWrong(
            _("Passphrase salah. Ketik lagi NIK dan passphrase Anda."),
            field="passphrase",
        )
    if code == UNKNOWN_SIGNER:
        return SignerUnknown(
            _(
                "NIK itu tidak terdaftar pada layanan tanda tangan. Periksa angkanya, "
                "atau daftarkan diri kepada pengelola sertifikat."
            ),
            field="nik",
        )
    if any(word in words.casefold() for word in EXPIRED_WORDS):
        return CertificateExpired(
            _(
                "Sertifikat elektronik Anda sudah habis masa berlakunya. Perpanjang "
                "kepada pengelola sertifikat, atau pakai cara cetak."
            )
        )
    if answer.status in REFUSED_US:
        return ServiceAway(
            _(
                "Layanan tanda tangan menolak akun Tolok. Beri tahu petugas komputer "
                "supaya TOLOK_TTE_USER dan TOLOK_TTE_PASSWORD diperiksa."
            )
        )
    if answer.status >= 500:
        return ServiceAway(
            _(
                "Layanan tanda tangan sedang terganggu, sehingga dokumen ini belum "
                "bertanda tangan. Coba lagi nanti, atau pakai cara cetak."
            )
        )
    return ServiceRefused(
        _(
            "Layanan tanda tangan menolak permintaan ini (%(number)s). Beri tahu petugas "
            "komputer, atau pakai cara cetak."
        )
        % {"number": code or answer.status}
    )


def _told(body: bytes) -> tuple[int | None, str]:
    """Return code and words of an error; never shown, for they may hold what was sent."""
    try:
        told = json.loads(body)
    except ValueError:
        return None, ""
    if not isinstance(told, dict):
        return None, ""
    code = told.get("status_code")
    words = told.get("error") or told.get("message") or ""
    return code if isinstance(code, int) else None, str(words)
