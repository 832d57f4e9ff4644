"""Small real files for evidence: the same words always give the same bytes."""

from io import BytesIO

from PIL import Image, ImageDraw

from tolok.demo.example import chance


PAGE = (595, 842)
LEFT, TOP, LINE = 64, 770, 18
PHOTO = (480, 320)


def paper(title: str, lines: list[str]) -> bytes:
    """Return a PDF of one page with a title and lines below it."""
    text = [f"BT /F2 14 Tf {LEFT} {TOP} Td ({_escaped(title)}) Tj ET"]
    text += [
        f"BT /F1 10 Tf {LEFT} {TOP - LINE * (row + 2)} Td ({_escaped(line)}) Tj ET"
        for row, line in enumerate(lines)
    ]
    stream = "\n".join(text).encode("cp1252", "replace")
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /{} /Encoding /WinAnsiEncoding >>"
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {PAGE[0]} {PAGE[1]}] "
            "/Resources << /Font << /F1 4 0 R /F2 5 0 R >> >> /Contents 6 0 R >>"
        ).encode(),
        font.format("Helvetica").encode(),
        font.format("Helvetica-Bold").encode(),
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(stream), stream),
    ]
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, part)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(parts) + 1,
        start,
    )
    return bytes(out)


def _escaped(text: str) -> str:
    for sign in ("\\", "(", ")"):
        text = text.replace(sign, "\\" + sign)
    return text


def picture(*about: object) -> bytes:
    """Return a small JPEG, as a phone makes it: a room with a table and people."""
    image = Image.new("RGB", PHOTO, (222, 226, 221))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 210, *PHOTO), fill=(164, 142, 118))
    draw.rectangle((60, 40, 420, 130), fill=(240, 240, 232), outline=(120, 120, 120))
    for row in range(3):
        width = 120 + int(chance(*about, "line", row) * 200)
        draw.line((80, 62 + row * 20, 80 + width, 62 + row * 20), fill=(70, 84, 96))
    for person in range(3 + int(chance(*about, "people") * 4)):
        left = 34 + person * 64
        shade = 60 + int(chance(*about, "shade", person) * 120)
        draw.ellipse((left + 12, 150, left + 40, 178), fill=(188, 148, 112))
        draw.rectangle((left, 178, left + 52, 240), fill=(shade, 96, 110))
    draw.rectangle((20, 240, 460, 290), fill=(112, 84, 60))
    out = BytesIO()
    image.save(out, "JPEG", quality=88)
    return out.getvalue()
