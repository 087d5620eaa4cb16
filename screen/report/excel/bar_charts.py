"""Native charts for the Summary sheet.

They are drawn from the numbers beside them, so that a reader can check and restyle them.
"""

from collections.abc import Sequence
from typing import Any

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.marker import DataPoint
from openpyxl.chart.shapes import GraphicalProperties

from screen.report.excel.styles import ACCENT


def bar_chart(
    sheet: Any,
    title: str,
    first: int,
    last: int,
    names: int,
    values: int,
    colours: Sequence[str] = (),
) -> BarChart:
    """Return a chart of horizontal bars over rows ``first`` to ``last`` of ``sheet``.

    ``names`` and ``values`` are columns.
    """
    chart = BarChart()
    chart.type, chart.style, chart.legend = "bar", 10, None
    chart.title = title
    chart.add_data(Reference(sheet, min_col=values, min_row=first, max_row=last))
    chart.set_categories(Reference(sheet, min_col=names, min_row=first, max_row=last))
    chart.x_axis.scaling.orientation = "maxMin"
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.majorGridlines = None
    chart.y_axis.number_format = "#,##0"
    chart.gapWidth = 40
    chart.width, chart.height = 16, max(5, 2 + (last - first + 1) * 3 // 4)
    series = chart.series[0]
    series.graphicalProperties = GraphicalProperties(solidFill=ACCENT)
    series.dLbls = DataLabelList()
    series.dLbls.showVal = True
    series.dLbls.showSerName = series.dLbls.showCatName = series.dLbls.showLegendKey = False
    for index, colour in enumerate(colours):
        point = DataPoint(idx=index)
        point.graphicalProperties = GraphicalProperties(solidFill=colour)
        series.dPt.append(point)
    return chart
