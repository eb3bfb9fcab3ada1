"""How well national figures are estimated when some forces are silent, where the truth is known.

Each mask hides some of the 43 forces in one offence group and year; every method then estimates the
national count from the rest. Needs ``../shared/reference/recorded_crime_by_force_2003_2014.csv`` (police
recorded crime, Home Office, Open Government Licence) and prints one table. The settings of the model were
chosen on the years to March 2004–2010, so the years 2011–2014 are the test; ``--years`` shows either.

    python benchmarks/estimate.py --masks 5000 --seed 1
"""

from __future__ import annotations

import argparse
import csv
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from answerable.estimate.arrays import Panel, Series
from answerable.estimate.growth import look_back
from answerable.estimate.inputs import read_bodies
from answerable.estimate.ladder import Evidence
from answerable.estimate.names import resolve
from answerable.estimate.national import FEWEST, WIDEST, complete_period
from answerable.estimate.reference import shipped
from answerable.model import Period

SOURCE = Path(__file__).parents[1] / "../shared/reference/recorded_crime_by_force_2003_2014.csv"
FIRST = 2003
PARENTS = {
    "Theft": (
        "All other theft offences",
        "Bicycle theft",
        "Shoplifting",
        "Theft from the person",
        "Vehicle offences",
    ),
    "Burglary": ("Domestic burglary", "Non-domestic burglary"),
    "Violence": ("Homicide", "Stalking and harassment", "Violence with injury", "Violence without injury"),
}


@dataclass
class World:
    """Counts by group (years × forces, NaN where missing), with codes in order."""

    codes: tuple[str, ...]
    population: np.ndarray
    groups: dict[str, np.ndarray]
    periods: tuple[Period, ...]

    def series(self, name: str) -> Series:
        """One offence group as an official series."""
        return Series(name, self.periods, self.groups[name])

    def cells(self, years: range) -> list[tuple[str, int]]:
        """Every (group, year index) with counts for all forces that year and the year before."""
        return [
            (g, y - FIRST) for g, c in self.groups.items() for y in years
            if np.isfinite(c[y - FIRST]).all() and np.isfinite(c[y - 1 - FIRST]).all()
        ]  # fmt: skip


def load() -> World:
    codes = tuple(read_bodies(None))
    place = {code: i for i, code in enumerate(codes)}
    groups: dict[str, np.ndarray] = {}
    years = 12
    with SOURCE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            code = resolve(row["body"])
            if code not in place:  # British Transport Police and the fraud bodies police no area
                continue
            counts = groups.setdefault(row["offence_group"], np.full((years, len(codes)), np.nan))
            counts[int(row["year_ending"][:4]) - FIRST, place[code]] = int(row["count"])
    population = np.array([people for _, people in read_bodies(None).values()], dtype=float)
    periods = tuple(Period.financial(FIRST - 1 + i) for i in range(years))
    return World(codes, population, groups, periods)


@dataclass
class Scores:
    """Errors, hits and widths of one method, in per cent of the truth."""

    errors: list[float] = field(default_factory=list)
    hits: list[bool] = field(default_factory=list)
    widths: list[float] = field(default_factory=list)
    published: list[bool] = field(default_factory=list)
    answered: int = 43

    def add(self, truth: float, point: float, low: float | None = None, high: float | None = None) -> None:
        """One estimate against the truth, counts; without ends where the method gives no range."""
        self.errors.append(100 * abs(point - truth) / truth)
        if low is not None and high is not None:
            self.hits.append(low <= truth <= high)
            self.widths.append(100 * (high - low) / point)
            self.published.append(self.answered >= FEWEST and (high - low) / point <= WIDEST)

    def add_points(
        self, truth: float, point: float, low: float | None = None, high: float | None = None
    ) -> None:
        """For growth: errors and widths are percentage points already."""
        self.errors.append(abs(point - truth))
        if low is not None and high is not None:
            self.hits.append(low <= truth <= high)
            self.widths.append(high - low)

    def row(self, label: str) -> str:
        """One line of the table."""
        if not self.errors:
            return f"{label:66s} none"
        e = np.array(self.errors)
        text = f"{label:66s} {np.median(e):6.2f} {np.quantile(e, 0.9):6.2f}"
        if self.hits:
            text += f" {100 * np.mean(self.hits):6.1f} {np.median(self.widths):6.1f}"
        if self.published:
            text += f" {100 * np.mean(self.published):6.0f}"
        return text


def hide(rng: np.random.Generator, population: np.ndarray, answered: int, how: str) -> np.ndarray:
    """Which forces are silent: at random, or with chances in proportion to population."""
    keys = rng.gumbel(size=len(population))
    if how == "big":
        keys = keys + np.log(population)
    return np.sort(np.argsort(-keys)[: len(population) - answered])


def panel(world: World, group: str, years: dict[int, np.ndarray], below: int = 0) -> Panel:
    """Replies for years → silent forces; counts under ``below`` are suppressed to [0, below - 1]."""
    wanted = sorted(years)
    low = np.array([world.groups[group][y] for y in wanted])
    high = low.copy()
    if below:
        small = low < below
        low[small], high[small] = 0, below - 1
    for i, y in enumerate(wanted):
        low[i, years[y]] = high[i, years[y]] = np.nan
    periods = tuple(world.periods[y] for y in wanted)
    return Panel(world.codes, world.codes, world.population, periods, low, high)


def summary(draws: np.ndarray) -> tuple[float, float, float]:
    low, point, high = np.quantile(draws, [0.025, 0.5, 0.975])
    return float(point), float(low), float(high)


def context(world: World, group: str) -> tuple[Series, ...]:
    """The shipped series without the group in question: a study asks what is not officially published."""
    return tuple(s for s in shipped(world.codes) if s.name != group)


Method = Callable[[World, str, int, np.ndarray, int], tuple[float, ...]]


def with_official(world: World, group: str, y: int, silent: np.ndarray, seed: int) -> tuple[float, ...]:
    one = panel(world, group, {y: silent})
    found = complete_period(one, 0, Evidence(world.series(group), None, ()), context(world, group), seed=seed)
    assert found is not None
    return summary(found.total())


def with_previous_round(world: World, group: str, y: int, silent: np.ndarray, seed: int) -> tuple[float, ...]:
    rng = np.random.default_rng([seed, y])
    before = hide(rng, world.population, len(world.codes) - len(silent), "random")
    two = panel(world, group, {y - 1: before, y: silent})
    found = complete_period(two, 1, Evidence(None, None, ()), context(world, group), seed=seed)
    assert found is not None
    return summary(found.total())


def replies_only(world: World, group: str, y: int, silent: np.ndarray, seed: int) -> tuple[float, ...]:
    one = panel(world, group, {y: silent})
    found = complete_period(one, 0, Evidence(None, None, ()), context(world, group), seed=seed)
    assert found is not None
    return summary(found.total())


def with_parent(world: World, group: str, y: int, silent: np.ndarray, seed: int) -> tuple[float, ...]:
    members = next(m for m in PARENTS.values() if group in m)
    whole = Series("parent: class", world.periods, np.sum([world.groups[m] for m in members], axis=0))
    one = panel(world, group, {y: silent})
    evidence = Evidence(world.series(group), whole, ())
    found = complete_period(one, 0, evidence, context(world, group), seed=seed)
    assert found is not None
    return summary(found.total())


def adding_up(world: World, group: str, y: int, silent: np.ndarray, _seed: int) -> tuple[float, ...]:
    counts = world.groups[group][y]
    return (float(counts.sum() - counts[silent].sum()),)


def pro_rata(world: World, group: str, y: int, silent: np.ndarray, _seed: int) -> tuple[float, ...]:
    """Population ratio with its textbook range (Cochran 1977, 6.3)."""
    return _ratio(world.groups[group][y], world.population, silent)


def last_year(world: World, group: str, y: int, silent: np.ndarray, _seed: int) -> tuple[float, ...]:
    """Ratio to last year's official counts with its textbook range."""
    return _ratio(world.groups[group][y], world.groups[group][y - 1], silent)


def _ratio(y: np.ndarray, x: np.ndarray, silent: np.ndarray) -> tuple[float, ...]:
    a = np.setdiff1d(np.arange(len(y)), silent)
    ratio = y[a].sum() / max(x[a].sum(), 1)
    point = ratio * x.sum()
    residual = y[a] - ratio * x[a]
    variance = len(y) ** 2 * (1 - len(a) / len(y)) / len(a) * (residual**2).sum() / (len(a) - 1)
    half = 1.96 * np.sqrt(variance)
    return float(point), float(point - half), float(point + half)


def samplics_ratio(world: World, group: str, y: int, silent: np.ndarray, _seed: int) -> tuple[float, ...]:
    """The ratio to last year's official total as ``samplics`` estimates it, equal weights, with its range."""
    from samplics import PopParam, TaylorEstimator

    counts, x = world.groups[group][y], world.groups[group][y - 1]
    a = np.setdiff1d(np.arange(len(counts)), silent)
    estimator = TaylorEstimator(PopParam.ratio)
    weight = np.full(len(a), len(counts) / len(a))
    estimator.estimate(y=counts[a], x=x[a], samp_weight=weight, fpc=float(np.sqrt(1 - len(a) / len(counts))))
    total = x.sum()
    ends = (estimator.point_est, estimator.lower_ci, estimator.upper_ci)
    return tuple(float(value) * total for value in ends)


SLOW = {"ours, the study's previous round", "ours, replies only", "samplics, ratio to last year"}
"""Methods that get a fifth of the masks."""
SCENARIOS = ((35, "random"), (35, "big"), (23, "random"), (5, "random"))
METHODS: dict[str, Method] = {
    "adding up": adding_up,
    "pro rata on population": pro_rata,
    "ratio to last year": last_year,
    "ours, last year's official counts": with_official,
    "ours, the study's previous round": with_previous_round,
    "ours, replies only": replies_only,
}


def totals(world: World, args: argparse.Namespace, years: range) -> None:
    methods = dict(METHODS)
    try:
        import samplics  # noqa: F401

        methods["samplics, ratio to last year"] = samplics_ratio
    except ImportError:
        print("samplics is not installed (pip install answerable[bench]): left out")
    cells = world.cells(years)
    for answered, how in SCENARIOS:
        rng = np.random.default_rng([args.seed, answered, how == "big"])
        scores = {name: Scores(answered=answered) for name in methods}
        for number in range(args.masks):
            group, y = cells[rng.integers(len(cells))]
            silent = hide(rng, world.population, answered, how)
            truth = world.groups[group][y].sum()
            for name, method in methods.items():
                if number >= args.masks // 5 and name in SLOW:
                    continue
                scores[name].add(truth, *method(world, group, y, silent, number))
        for name, score in scores.items():
            print(score.row(f"{answered} of 43, {how}: {name}"), flush=True)


def parents(world: World, args: argparse.Namespace, years: range) -> None:
    inside = {g for members in PARENTS.values() for g in members}
    cells = [cell for cell in world.cells(years) if cell[0] in inside]
    for answered, how in SCENARIOS[:2]:
        rng = np.random.default_rng([args.seed, answered, how == "big", 2])
        score = Scores()
        for number in range(args.masks // 5):
            group, y = cells[rng.integers(len(cells))]
            silent = hide(rng, world.population, answered, how)
            score.add(world.groups[group][y].sum(), *with_parent(world, group, y, silent, number))
        print(score.row(f"{answered} of 43, {how}: ours, official parent class of the same year"), flush=True)


def growths(world: World, args: argparse.Namespace, years: range) -> None:
    """Growth in percentage points, both years with silent forces of their own."""
    cells = world.cells(years)
    for answered, how in SCENARIOS[:2]:
        rng = np.random.default_rng([args.seed, answered, how == "big", 3])
        scores: dict[str, Scores] = defaultdict(Scores)
        for number in range(args.masks // 5):
            found = _growth(world, cells[rng.integers(len(cells))], answered, how, number)
            truth = found.pop("truth")[0]
            for name, values in found.items():
                scores[name].add_points(truth, *values)
        for name, score in scores.items():
            print(score.row(f"{answered} of 43, {how}: growth, {name} (points)"), flush=True)


def _growth(
    world: World, cell: tuple[str, int], answered: int, how: str, seed: int
) -> dict[str, list[float]]:
    """Truth first, then each method's growth; for ours with its range."""
    group, y = cell
    rng = np.random.default_rng([seed, answered, how == "big", 5])
    before, now = (hide(rng, world.population, answered, how) for _ in range(2))
    two = panel(world, group, {y - 1: before, y: now})
    sums = np.nansum(two.low, axis=1)
    both = two.answered(0) & two.answered(1)
    same = two.low[:, both].sum(axis=1)
    counts = world.groups[group]
    found = {
        "truth": [100 * (counts[y].sum() / counts[y - 1].sum() - 1)],
        "sums of different forces": [100 * (sums[1] / sums[0] - 1)],
        "same forces": [100 * (same[1] / same[0] - 1)],
    }
    for name, own in (("ours, with official counts", world.series(group)), ("ours, replies only", None)):
        end = complete_period(two, 1, Evidence(own, None, ()), context(world, group), seed=seed)
        assert end is not None
        start = look_back(two, 0, end, own, [seed])
        found[name] = list(summary(100 * (end.total() / start.total() - 1)))
    return found


@dataclass
class Stars:
    """All forces answer, and counts under ``below`` are starred."""

    below: int
    ours: Scores = field(default_factory=Scores)
    nought: Scores = field(default_factory=Scores)
    bounds: list[bool] = field(default_factory=list)

    def add(self, world: World, group: str, y: int, others: tuple[Series, ...], seed: int) -> None:
        """One offence group and year."""
        truth = world.groups[group][y].sum()
        one = panel(world, group, {y: np.empty(0, dtype=np.intp)}, below=self.below)
        found = complete_period(one, 0, Evidence(world.series(group), None, ()), others, seed=seed)
        assert found is not None
        self.ours.add(truth, *summary(found.total()))
        self.nought.add(truth, float(one.low.sum()))
        self.bounds.append(one.low.sum() <= truth <= one.high.sum())

    def show(self, where: str) -> None:
        """Three lines of the table."""
        label = f"stars below {self.below}, {where} ({len(self.bounds)})"
        print(self.ours.row(f"{label}: ours"))
        print(self.nought.row(f"{label}: stars as nought"))
        print(f"{label}: hard bounds true in {sum(self.bounds)}")


def suppression(world: World, args: argparse.Namespace, years: range) -> None:
    """Real cells with three or more small counts, then each real count thinned to a total of 200 to 1,000."""
    for below in (5, 10):
        real = Stars(below)
        cells = world.cells(years)
        for number, (group, y) in enumerate(cells):
            if (world.groups[group][y] < below).sum() >= 3:
                real.add(world, group, y, context(world, group), number)
        real.show("as they are")
        rng, rare = np.random.default_rng([args.seed, below, 4]), Stars(below)
        for number in range(args.masks // 5):
            group, y = cells[rng.integers(len(cells))]
            rare.add(thinned(world, group, y, rng), group, y, context(world, group), number)
        rare.show("thinned")


def thinned(world: World, group: str, y: int, rng: np.random.Generator) -> World:
    """The group up to year ``y``, each offence kept with one chance: about 200 to 1,000 are left."""
    counts = np.nan_to_num(world.groups[group][: y + 1]).astype(int)
    keep = min(1.0, rng.uniform(200, 1000) / counts[y].sum())
    small = rng.binomial(counts, keep).astype(float)
    return World(world.codes, world.population, {group: small}, world.periods[: y + 1])


PARTS = {"totals": totals, "parents": parents, "growth": growths, "suppression": suppression}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--masks", type=int, default=5000, help="masks for each line of the totals")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--years", default="2011-2014", help="years to March to hide, such as 2005-2010")
    parser.add_argument("--parts", default=",".join(PARTS), help="which tables, with commas")
    args = parser.parse_args()
    if not SOURCE.exists():
        print(f"Skipped: the official counts are not here ({SOURCE.name} in ../shared/reference).")
        return 0
    world = load()
    first, last = (int(year) for year in args.years.split("-"))
    print(f"years to March {first} to {last}, seed {args.seed}, {args.masks} masks a line")
    print(f"{'':66s} {'median':>6s} {'90th':>6s} {'in 95%':>6s} {'width':>6s} {'print':>6s}")
    start = time.process_time()
    for part in args.parts.split(","):
        PARTS[part](world, args, range(first, last + 1))
    print(f"{time.process_time() - start:.0f} CPU s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
