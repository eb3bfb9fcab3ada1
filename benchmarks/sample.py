"""How often the range of the true number holds the truth, over simulated searches whose truth is known.

Each search has its own number of hits, near misses and other records, its own share of relevant records in
each, and a sample allotted as the program allots it. Beside ours: the plain normal interval of a stratified
total (Cochran 1977, section 5.6), and the equal-tailed beta-binomial posterior with Jeffreys' prior, drawn
4,000 times (the best of those that Webber 2013 compared).

    python benchmarks/sample.py --searches 1000 --seed 1
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from answerable.records.sample import allocate
from answerable.records.strata import Tally, add

Draws = np.random.Generator
Truth = dict[str, tuple[int, int]]
"""Stratum → records, and how many of them are relevant."""


def between(draws: Draws, low: int, high: int) -> int:
    """A whole number, as likely between 10 and 100 as between 100 and 1,000."""
    return int(np.exp(draws.uniform(np.log(low), np.log(high + 1))))


def of(draws: Draws, population: int, low: float, high: float) -> tuple[int, int]:
    return population, round(population * draws.uniform(low, high))


def common(draws: Draws) -> Truth:
    return {
        "hit": of(draws, between(draws, 300, 5000), 0.3, 0.98),
        "near": of(draws, between(draws, 300, 5000), 0.02, 0.3),
        "rest": of(draws, between(draws, 2000, 50_000), 0.005, 0.03),
    }


def rare_terms(draws: Draws) -> Truth:
    return {
        "hit": of(draws, between(draws, 5, 60), 0.3, 1),
        "near": of(draws, between(draws, 30, 2000), 0, 0.05),
        "rest": of(draws, between(draws, 10_000, 1_000_000), 0, 0.001),
    }


def none_in_the_rest(draws: Draws) -> Truth:
    return common(draws) | {"rest": (between(draws, 10_000, 1_000_000), 0)}


def few_in_the_rest(draws: Draws) -> Truth:
    return common(draws) | {"rest": (between(draws, 10_000, 1_000_000), between(draws, 1, 200))}


def none_but_hits(draws: Draws) -> Truth:
    found = common(draws)
    return {"hit": found["hit"], "near": (found["near"][0], 0), "rest": (found["rest"][0], 0)}


def bad_search(draws: Draws) -> Truth:
    found = common(draws)
    return found | {
        "hit": (found["hit"][0], between(draws, 1, 5)),
        "near": of(draws, found["near"][0], 0.2, 0.8),
    }


def eight_strata(draws: Draws) -> Truth:
    shares = draws.beta(0.3, 3, 5)
    sizes = [between(draws, 50, 5000) for _ in shares]
    return common(draws) | {
        f"near: {i}": (n, round(n * p)) for i, (n, p) in enumerate(zip(sizes, shares, strict=True))
    }


def without_the_rest(draws: Draws) -> Truth:
    return {name: found for name, found in common(draws).items() if name != "rest"}


def no_hits(draws: Draws) -> Truth:
    return {
        "near": of(draws, between(draws, 100, 5000), 0, 0.2),
        "rest": of(draws, between(draws, 1000, 5_000_000), 0, 0.001),
    }


def every_hit_relevant(draws: Draws) -> Truth:
    hits = between(draws, 100, 5000)
    return common(draws) | {"hit": (hits, hits)}


def one_stratum(draws: Draws) -> Truth:
    return {"hit": of(draws, between(draws, 1000, 5_000_000), 0.02, 0.98)}


def anything(draws: Draws) -> Truth:
    """One to five strata of 1,000 to 5,000,000 records, shares from one in a million to all."""
    names = ("hit", "near: a", "near: b", "near: c", "rest")[: int(draws.integers(1, 6))]
    sizes = between(draws, 1000, 5_000_000) * draws.dirichlet([0.7] * len(names))
    shares = np.exp(draws.uniform(np.log(1e-6), 0, len(names)))
    found = zip(names, sizes.astype(int) + 1, shares, strict=True)
    return {name: (int(size), int(draws.binomial(size, share))) for name, size, share in found}


FAMILIES: Sequence[Callable[[Draws], Truth]] = (
    common,
    rare_terms,
    none_in_the_rest,
    few_in_the_rest,
    none_but_hits,
    bad_search,
    eight_strata,
    without_the_rest,
    no_hits,
    every_hit_relevant,
    one_stratum,
    anything,
)


def ours(parts: Sequence[Tally], draws: Draws) -> tuple[float, float]:
    del draws
    found = add(parts)
    return found.low, found.high


def normal(parts: Sequence[Tally], draws: Draws) -> tuple[float, float]:
    del draws
    point = sum(p.point for p in parts)
    variance = 0.0
    for p in parts:
        share = p.relevant / p.marked
        variance += p.population * (p.population - p.marked) * share * (1 - share) / max(1, p.marked - 1)
    half = 1.96 * variance**0.5
    return point - half, point + half


def posterior(parts: Sequence[Tally], draws: Draws) -> tuple[float, float]:
    total = np.zeros(4000)
    for p in parts:
        share = draws.beta(p.relevant + 0.5, p.marked - p.relevant + 0.5, total.size)
        total += p.relevant + draws.binomial(p.population - p.marked, share)
    low, high = np.quantile(total, [0.025, 0.975])
    return float(low), float(high)


METHODS = {"ours": ours, "normal": normal, "posterior": posterior}


@dataclass
class Score:
    """How often a method's range held the truth, and its widths."""

    covered: int = 0
    below: int = 0
    above: int = 0
    widths: list[float] = field(default_factory=list)

    def add(self, low: float, high: float, truth: int) -> None:
        """Counts one search."""
        self.covered += low <= truth <= high
        self.below += truth < low
        self.above += truth > high
        self.widths.append(high - low)


def search(family: Callable[[Draws], Truth], marks: int, draws: Draws) -> tuple[int, list[Tally]]:
    """One search: the truth, and what a sample of it shows."""
    strata = family(draws)
    sizes = allocate({name: population for name, (population, _) in strata.items()}, marks)
    parts = []
    for name, (population, relevant) in strata.items():
        if sizes[name]:
            shown = int(draws.hypergeometric(relevant, population - relevant, sizes[name]))
            parts.append(Tally(population, sizes[name], shown))
    return sum(relevant for _, relevant in strata.values()), parts


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--searches", type=int, default=1000, help="searches a family")
    parser.add_argument("--marks", type=int, default=300, help="records marked in each search")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    scores: dict[tuple[str, str], Score] = {}
    for number, family in enumerate(FAMILIES):
        draws = np.random.default_rng([options.seed, number])
        for _ in range(options.searches):
            truth, parts = search(family, options.marks, draws)
            for name, method in METHODS.items():
                low, high = method(parts, draws)
                for key in (family.__name__, "all families"):
                    scores.setdefault((key, name), Score()).add(low, high, truth)
    print(f"{options.searches:,} searches a family, {options.marks} marks each, seed {options.seed}")
    print("Held the truth, % (truth below / above the range) and median width in records\n")
    print(f"{'':18}" + "".join(f"{name:>30}" for name in METHODS))
    for key in [*(family.__name__ for family in FAMILIES), "all families"]:
        print(f"{key:18}" + "".join(f"{shown(scores[key, name]):>30}" for name in METHODS))


def shown(score: Score) -> str:
    of_all = len(score.widths) / 100
    sides = f"({score.below / of_all:.1f} / {score.above / of_all:.1f})"
    return f"{score.covered / of_all:.1f} {sides} {np.median(score.widths):,.0f}"


if __name__ == "__main__":
    main()
