"""The LKjIP as a file: Word to go on with, or PDF, of the same chapters."""

from tolok.reporting.documents.book_pdf import write_book_pdf
from tolok.reporting.documents.book_word import write_book_docx
from tolok.reporting.documents.lkjip import Lkjip
from tolok.reporting.documents.lkjip_annexes import numbered
from tolok.reporting.documents.lkjip_chapters import book_of


def write_docx(*, report: Lkjip, is_a4: bool = False) -> bytes:
    """Return the report as an editable DOCX."""
    return write_book_docx(
        book=numbered(book_of(report), report.frame.method),
        frame=report.frame,
        signatory=report.signatory,
        is_a4=is_a4,
    )


def write_pdf(*, report: Lkjip, is_a4: bool = False) -> bytes:
    """Return the report as a tagged PDF."""
    return write_book_pdf(
        book=numbered(book_of(report), report.frame.method),
        frame=report.frame,
        signatory=report.signatory,
        is_a4=is_a4,
    )
