"""An invented country: 43 forces, one offence, counts by year. Nothing here was recorded by anyone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest

from answerable.estimate.names import forces

YEARS = ("2015/16", "2016/17", "2017/18", "2018/19", "2019/20")


@dataclass(frozen=True)
class Country:
    names: tuple[str, ...]
    population: np.ndarray
    counts: np.ndarray  # years × forces

    def replies(self, years, silent=(), below=0):
        rows = []
        for year in years:
            for i, name in enumerate(self.names):
                count = int(self.counts[YEARS.index(year), i])
                low, high = (0, below - 1) if count < below else (count, count)
                if i in silent:
                    low = high = ""
                rows.append({"body": name, "period": year, "low": low, "high": high})
        return rows

    def official(self, years=YEARS, series="Recorded offences", factor=1):
        return [
            {
                "body": name,
                "period": year,
                "series": series,
                "count": int(factor * self.counts[YEARS.index(year), i]),
            }
            for year in years
            for i, name in enumerate(self.names)
        ]

    def total(self, year):
        return int(self.counts[YEARS.index(year)].sum())


def make_country(seed=1, per_head=1e-3, spread=0.1, growth=0.05):
    rng = np.random.default_rng(seed)
    population = np.array([f.population for f in forces()], dtype=float)
    expected = population * per_head * np.exp(rng.normal(0, 0.25, 43))
    rows = []
    for _ in YEARS:
        rows.append(rng.poisson(expected))
        expected = expected * np.exp(growth + rng.normal(0, spread, 43))
    return Country(tuple(f.name for f in forces()), population, np.array(rows))


@pytest.fixture(scope="session")
def country():
    return make_country()


@pytest.fixture(scope="session")
def rare():
    return make_country(seed=2, per_head=1e-5)


@pytest.fixture(scope="session")
def country_maker():
    return make_country


@pytest.fixture(scope="session")
def silent():
    """Eight forces, places in the list of 43."""
    return (3, 8, 13, 20, 27, 31, 36, 41)
