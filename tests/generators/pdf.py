"""A PDF written by hand: text where it is put, ruled lines, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field

WIDE, HIGH = 595, 842
DIGIT = 0.556  # of the size: how wide a digit of Helvetica is


@dataclass
class Sheet:
    """One page being drawn, in points from the top left corner."""

    operations: list[str] = field(default_factory=list)
    rotate: int = 0
    box: tuple[int, int] = (WIDE, HIGH)

    def text(self, x: float, y: float, text: str, size: float = 10) -> None:
        """Text with its base line at ``y``."""
        escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        self.operations.append(f"BT /F1 {size} Tf {x:.2f} {HIGH - y:.2f} Td ({escaped}) Tj ET")

    def right(self, x: float, y: float, text: str, size: float = 10) -> None:
        """Digits that end at ``x``."""
        narrow = sum(c in ",.<" for c in text)
        self.text(x - (DIGIT * (len(text) - narrow) + 0.278 * narrow) * size, y, text, size)

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """A ruled line."""
        self.operations.append(f"0.5 w {x0:.2f} {HIGH - y0:.2f} m {x1:.2f} {HIGH - y1:.2f} l S")

    def bar(self, x: float, y: float, width: float, height: float) -> None:
        """A filled box with its top left corner at x, y."""
        self.operations.append(f"0.8 g {x:.2f} {HIGH - y - height:.2f} {width:.2f} {height:.2f} re f 0 g")

    def rows(
        self, rows: list[list[str]], *, top: float = 100, pitch: float = 16, columns: list[float]
    ) -> None:
        """Rows of cells: the first at the left of its column, the others ending at their column."""
        for number, row in enumerate(rows):
            y = top + number * pitch
            self.text(columns[0], y, row[0])
            for x, cell in zip(columns[1:], row[1:], strict=True):
                if cell:
                    self.right(x, y, cell)

    def ruled(self, xs: list[float], ys: list[float]) -> None:
        """Every line of a grid."""
        for y in ys:
            self.line(xs[0], y, xs[-1], y)
        for x in xs:
            self.line(x, ys[0], x, ys[-1])


def write(*sheets: Sheet) -> bytes:
    """The sheets as one PDF."""
    pages = len(sheets)
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(pages))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for i, sheet in enumerate(sheets):
        content = "\n".join(sheet.operations)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {sheet.box[0]} {sheet.box[1]}] /Rotate {sheet.rotate} "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * i} 0 R >>"
        )
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{at:010} 00000 n \n" for at in places)
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode()
    return out + f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
