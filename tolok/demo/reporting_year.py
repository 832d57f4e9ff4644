"""What the planner of the example office fills in for the yearly report of 2025."""

from datetime import date

from tolok.demo import example
from tolok.demo.example import moment
from tolok.demo.loading import Loading
from tolok.reporting import writing, yearly


FILLED_IN = moment(date(2026, 2, 12), 9)
MATTER = "lkjip-2025.yaml"


def fill_in_yearly_report(loading: Loading) -> None:
    """Write benchmarks, the budget and the parts that no data give."""
    told = example.read(MATTER)
    planner = loading.planner(FILLED_IN)
    _years, year = yearly.choose_year(asked=told["year"], for_user=planner)
    lines = yearly.list_benchmarks(year=year, for_user=planner)
    indicators = {line.indicator.text: line.indicator for line in lines}
    objectives = list(dict.fromkeys(line.objective for line in lines))
    for one in told["benchmarks"]:
        words = {name: value for name, value in one.items() if name != "indicator"}
        writing.set_benchmark(
            year=year,
            indicator=indicators[one["indicator"]],
            compared=writing.Compared(**words),
            by=planner,
            at=FILLED_IN,
        )
    for one in told["budget"]:
        begins = one["objective"]
        writing.keep_budget_line(
            year=year,
            objective=next(o for o in objectives if o.text.startswith(begins)),
            budgeted=writing.Budgeted(
                programme=one["programme"],
                code=one["code"],
                ceiling=one["ceiling"],
                spent=one["spent"],
            ),
            by=planner,
            at=FILLED_IN,
        )
    for part, text in told["narratives"].items():
        writing.write_part(
            year=year, part=part, text=text, seen=0, by=planner, at=FILLED_IN
        )
