"""Observations to national figures: what is certain, what is estimated, and what the estimate hangs on."""

from answerable.estimate.inputs import EstimateError
from answerable.estimate.national import estimate
from answerable.estimate.results import (
    Basis,
    Chance,
    Estimate,
    Estimates,
    Growth,
    GrowthSensitivity,
    NationalGrowth,
    OldPractice,
    PeriodEstimate,
    Reported,
    SameBodies,
    Sensitivity,
)
from answerable.estimate.shares import BoundedShare, Share, bounded_share, share

__all__ = [
    "Basis",
    "BoundedShare",
    "Chance",
    "Estimate",
    "EstimateError",
    "Estimates",
    "Growth",
    "GrowthSensitivity",
    "NationalGrowth",
    "OldPractice",
    "PeriodEstimate",
    "Reported",
    "SameBodies",
    "Sensitivity",
    "Share",
    "bounded_share",
    "estimate",
    "share",
]
