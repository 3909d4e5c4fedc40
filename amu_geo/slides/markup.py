"""The XML that python-pptx leaves to us, all of it: alt texts, styles, languages, cells' lines.

Tried with python-pptx 1.0.2; the tests read each of these back.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lxml import etree
from pptx.chart.chart import Chart
from pptx.dml.color import RGBColor
from pptx.dml.fill import FillFormat
from pptx.enum.dml import MSO_PATTERN, MSO_THEME_COLOR
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.shapes.base import BaseShape
from pptx.shapes.group import GroupShape
from pptx.shapes.shapetree import GroupShapes
from pptx.table import Table, _Cell
from pptx.util import Pt

from amu_geo.charts.map.levels import UNDOCUMENTED_FILL
from amu_geo.slides.look import HATCH, THEME_COLOURS, Box

LANGUAGE = "fr-FR"
# The table style of PowerPoint that has neither lines nor grounds, so that ours are all there is.
_PLAIN_TABLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
_FIELD = "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}"
_DECORATIVE = (
    "<a:extLst %s><a:ext uri='{C183D7F6-B498-43B3-948B-1728B52AA6E4}'>"
    "<adec:decorative xmlns:adec='http://schemas.microsoft.com/office/drawing/2017/decorative' "
    "val='1'/></a:ext></a:extLst>"
)
_THEMED = {
    "tx1": MSO_THEME_COLOR.TEXT_1,
    "tx2": MSO_THEME_COLOR.TEXT_2,
    "bg1": MSO_THEME_COLOR.BACKGROUND_1,
    "bg2": MSO_THEME_COLOR.BACKGROUND_2,
    "accent1": MSO_THEME_COLOR.ACCENT_1,
    "accent4": MSO_THEME_COLOR.ACCENT_4,
}
_TEXT_PROPERTIES = ("a:rPr", "a:endParaRPr", "a:defRPr")


def name(shape: BaseShape, words: str, alt: str = "") -> None:
    """Name a shape and say it to those who do not see it; without words it is an ornament."""
    properties = shape._element._nvXxPr.cNvPr
    shape.name = words
    if alt:
        properties.set("descr", alt)
        return
    properties.append(parse_xml(_DECORATIVE % nsdecls("a")))


def name_only(shape: BaseShape, words: str) -> None:
    """Name a shape whose own text says what it says."""
    shape.name = words


def without_style(shape: BaseShape) -> None:
    """Take off the style that brings Office's effects: LibreOffice draws them as shadows."""
    for style in shape._element.findall(qn("p:style")):
        shape._element.remove(style)


def follow(shape: BaseShape, rings: Iterable[Sequence[tuple[int, int]]]) -> None:
    """Make a freeform follow closed rings, in its own units from its top left corner.

    Its builder would do the same, in a time that grows with the square of the points.
    """
    path = next(shape._element.iter(qn("a:path")))
    for child in list(path):
        path.remove(child)
    for first, *others in rings:
        for tag, points in (("moveTo", [first]), ("lnTo", others)):
            for x, y in points:
                step = etree.SubElement(path, qn(f"a:{tag}"))
                etree.SubElement(step, qn("a:pt"), x=str(x), y=str(y))
        etree.SubElement(path, qn("a:close"))


class GrowingGroup(GroupShapes):
    """The shapes of a group, which takes their measure once instead of after each."""

    def __init__(self, group: GroupShape) -> None:
        super().__init__(group._element, group)

    def _recalculate_extents(self) -> None:
        pass

    def measure(self) -> None:
        """Make the group as large as what it holds."""
        super()._recalculate_extents()


def paint(colour, value: str) -> None:
    """Give a colour: by its place in the theme where it has one."""
    if value in THEME_COLOURS:
        colour.theme_color = _THEMED[THEME_COLOURS[value]]
    else:
        colour.rgb = RGBColor.from_string(value[1:])


def fill(target: FillFormat, value: str) -> None:
    """A plain ground."""
    target.solid()
    paint(target.fore_color, value)


def hatch(target: FillFormat) -> None:
    """The ground of what is not documented."""
    target.patterned()
    target.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL
    paint(target.fore_color, HATCH)
    paint(target.back_color, UNDOCUMENTED_FILL)


def outline(shape: BaseShape, value: str, points: float, dashes: str = "") -> None:
    """The line of a shape; "" for none."""
    line = shape.line
    if not value:
        line.fill.background()
        return
    fill(line.fill, value)
    line.width = Pt(points)
    if dashes:
        line._get_or_add_ln().append(parse_xml(f'<a:prstDash {nsdecls("a")} val="{dashes}"/>'))


def dot_at_end(line: BaseShape) -> None:
    """End a line with a dot."""
    dot = parse_xml(f'<a:tailEnd {nsdecls("a")} type="oval" w="med" len="med"/>')
    line.line._get_or_add_ln().append(dot)


def every_label(chart: Chart) -> None:
    """Write each category, and in straight letters, however many there are."""
    axis = chart.category_axis._element
    skip = parse_xml(f'<c:tickLblSkip {nsdecls("c")} val="1"/>')
    after = axis.find(qn("c:noMultiLvlLbl"))
    if after is None:
        axis.append(skip)
    else:
        after.addprevious(skip)
    axis.find(qn("c:txPr")).find(qn("a:bodyPr")).set("rot", "0")


def plain_table(table: Table) -> None:
    """No style of Office's: no bands, no lines; the first row still heads the columns."""
    properties = table._tbl.tblPr
    properties.find(qn("a:tableStyleId")).text = _PLAIN_TABLE
    table.horz_banding, table.first_row = False, True


def underline(cell: _Cell, value: str, points: float = 0.75) -> None:
    """The line below a cell, before its ground as the schema wants."""
    properties = cell._tc.get_or_add_tcPr()
    scheme = THEME_COLOURS.get(value)
    colour = f'<a:schemeClr val="{scheme}"/>' if scheme else f'<a:srgbClr val="{value[1:]}"/>'
    line = f'<a:lnB {nsdecls("a")} w="{int(points * 12700)}">'
    properties.insert(0, parse_xml(f"{line}<a:solidFill>{colour}</a:solidFill></a:lnB>"))


def in_french(roots: Iterable[etree._Element]) -> None:
    """Say that every run is in French, those that a programme will add included."""
    for root in roots:
        for run in root.iter(qn("a:r"), qn("a:fld")):
            if run.find(qn("a:rPr")) is None:
                run.insert(0, parse_xml(f"<a:rPr {nsdecls('a')}/>"))
        for properties in root.iter(*map(qn, _TEXT_PROPERTIES)):
            properties.set("lang", LANGUAGE)


def spot(identifier: int, kind: str, words: str, box: Box, index: int = 0, size: int = 0) -> str:
    """XML of a placeholder of a master or a layout; a slide number is written by its field."""
    rank = f' idx="{index}" sz="quarter"' if index else ""
    place = f'<p:ph type="{kind}"{rank}/>'
    text = f"<a:r><a:rPr/><a:t>{words}</a:t></a:r>"
    if kind == "sldNum":
        text = f'<a:fld id="{_FIELD}" type="slidenum"><a:rPr/><a:t>‹n°›</a:t></a:fld>'
    side = "r" if kind == "sldNum" else "l"
    anchor = "ctr" if kind in ("sldNum", "ftr") else "t"
    style = ""
    if size:
        style = (
            f'<a:lvl1pPr algn="{side}"><a:defRPr sz="{size * 100}"><a:solidFill>'
            '<a:schemeClr val="tx2"/></a:solidFill></a:defRPr></a:lvl1pPr>'
        )
    return (
        f"<p:sp {nsdecls('p', 'a')}><p:nvSpPr>"
        f'<p:cNvPr id="{identifier}" name="{words}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f"<p:nvPr>{place}</p:nvPr></p:nvSpPr><p:spPr>{_placed(box)}"
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr><p:txBody>'
        f'<a:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="{anchor}">'
        f"<a:noAutofit/></a:bodyPr><a:lstStyle>{style}</a:lstStyle>"
        f"<a:p>{text}</a:p></p:txBody></p:sp>"
    )


def words_of_master() -> str:
    """XML of the text styles of the master: headings in one font, the rest in the other."""
    levels = "".join(
        f'<a:lvl{level}pPr marL="0" indent="0" algn="l"><a:spcBef><a:spcPts val="600"/></a:spcBef>'
        f'<a:buNone/><a:defRPr sz="2000" kern="1200">{_run("tx1", "mn")}</a:defRPr>'
        f"</a:lvl{level}pPr>"
        for level in range(1, 10)
    )
    return (
        f"<p:txStyles {nsdecls('p', 'a')}><p:titleStyle>"
        '<a:lvl1pPr algn="l"><a:lnSpc><a:spcPct val="95000"/></a:lnSpc><a:buNone/>'
        f'<a:defRPr sz="2800" kern="1200">{_run("tx1", "mj")}</a:defRPr></a:lvl1pPr>'
        f"</p:titleStyle><p:bodyStyle>{levels}</p:bodyStyle>"
        f"<p:otherStyle>{levels}</p:otherStyle></p:txStyles>"
    )


def _run(colour: str, font: str) -> str:
    return (
        f'<a:solidFill><a:schemeClr val="{colour}"/></a:solidFill><a:latin typeface="+{font}-lt"/>'
        f'<a:ea typeface="+{font}-ea"/><a:cs typeface="+{font}-cs"/>'
    )


def _placed(box: Box) -> str:
    left, top, width, height = (
        round(inches * 914400) for inches in (box.left, box.top, box.width, box.height)
    )
    return f'<a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
