"""Drawings: an SVG with its data and the words that say what it shows, and the same as PNG."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path

import vl_convert

from answerable.publish.datapackage import csv_of
from answerable.publish.safe import clean
from answerable.publish.tidy import Value

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
ET.register_namespace("", _SVG)
ET.register_namespace("xlink", _XLINK)
_REFERENCE = re.compile(r"url\(#([^)]+)\)")

INK, MUTED, RULE, ACCENT, PALE = "#1b2733", "#55606b", "#d5dadf", "#1d5b79", "#b9d0dc"
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"


@dataclass(frozen=True, slots=True)
class Drawing:
    """One chart or map.

    Attributes:
        name: file name without its ending, and the anchor in the report.
        title: what it shows.
        alt: the finding in words, for those who do not see it.
        svg: the drawing, self-contained.
        header, rows: the data drawn.
    """

    name: str
    title: str
    alt: str
    svg: str
    header: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


def finished(raw: str, name: str, title: str, alt: str) -> str:
    """An SVG as one image with a name and a description, and ids that no other drawing has.

    Args:
        raw: SVG text of a chart or template.
        name: what the ids begin with.
        title: becomes ``<title>``.
        alt: becomes ``<desc>``.
    """
    root = ET.fromstring(raw)  # noqa: S314 - our own drawing, made a moment ago
    _rename_ids(root, name)
    for element in root.iter():
        # The parts of a chart are no controls: one image, one description.
        for key in [k for k in element.attrib if k == "role" or k.startswith("aria-")]:
            del element.attrib[key]
    root.attrib |= {"role": "img", "aria-labelledby": f"{name}-title {name}-desc"}
    for place, (tag, text) in enumerate((("title", title), ("desc", alt))):
        element = ET.Element(f"{{{_SVG}}}{tag}", {"id": f"{name}-{tag}"})
        element.text = clean(text)
        root.insert(place, element)
    return ET.tostring(root, encoding="unicode")


def _rename_ids(root: ET.Element, name: str) -> None:
    """The converter numbers clip paths by a counter that runs on; here each drawing counts from one."""
    names: dict[str, str] = {}
    for element in root.iter():
        if "id" in element.attrib:
            new = f"{name}-{len(names) + 1}"
            names[element.attrib["id"]] = new
            element.attrib["id"] = new
    for element in root.iter():
        for key, value in element.attrib.items():
            element.attrib[key] = _REFERENCE.sub(lambda m: f"url(#{names.get(m[1], m[1])})", value)


def write(folder: Path, drawing: Drawing) -> list[Path]:
    """Writes the drawing as SVG and PNG (twice the size), with its data as CSV and its words as text."""
    folder.mkdir(parents=True, exist_ok=True)
    base = folder / drawing.name
    contents = {
        ".svg": drawing.svg.encode(),
        ".png": vl_convert.svg_to_png(drawing.svg, scale=2),
        ".csv": csv_of(drawing.header, drawing.rows).encode(),
        ".txt": clean(f"{drawing.title}\n\n{drawing.alt}\n").encode(),
    }
    paths = []
    for ending, content in contents.items():
        path = base.with_name(base.name + ending)
        path.write_bytes(content)
        paths.append(path)
    return paths
