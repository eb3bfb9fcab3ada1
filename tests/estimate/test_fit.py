"""The fit against exact integration, and against full Markov-chain simulation where NumPyro is installed."""

import functools

import numpy as np
import pytest

from answerable.estimate.families import NegativeBinomial
from answerable.estimate.fit import Problem, Spread, fit


def case(number):
    """A fixed case: answers, some of them suppressed, with a true growth and spread."""
    rng = np.random.default_rng([7, number])
    answers = int(rng.choice([6, 12, 23, 35]))
    expected = np.exp(rng.normal(np.log(rng.choice([8, 60, 900])), 0.9, answers))
    size = 0.2 * np.log(expected / np.median(expected))
    growth, spread = rng.normal(0, 0.2), np.exp(rng.normal(np.log(0.15), 0.5))
    shape = np.exp(size) / spread**2
    y = rng.poisson(rng.gamma(shape, expected * np.exp(growth) / shape)).astype(float)
    low, high = y.copy(), y.copy()
    small = y < (5 if number % 2 else 0)
    low[small], high[small] = 0, 4
    centre = float(np.log((y.sum() + 0.5) / (expected.sum() + 0.5)))
    return Problem(
        NegativeBinomial(), low, high, np.log(expected), size, np.arange(answers), centre,
        Spread(float(np.log(0.12)), 0.6),
    )  # fmt: skip


def exact_moments(problem):
    """Means and standard deviations of growth and log spread by the midpoint rule on a fine grid."""
    middle = fit(problem)
    deviations = np.sqrt(np.diag(np.linalg.inv(middle.curvature)))
    axes = [m + 7 * d * np.linspace(-1, 1, 241) for m, d in zip(middle.theta, deviations, strict=True)]
    grid = np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1).reshape(-1, 2)
    log_density = np.concatenate([problem.log_density(part) for part in np.array_split(grid, 20)])
    weight = np.exp(log_density - log_density.max())
    weight /= weight.sum()
    mean = weight @ grid
    return mean, np.sqrt(weight @ (grid - mean) ** 2)


@pytest.mark.parametrize("number", range(20))
def test_draws_agree_with_exact_integration(number):
    problem = case(number)
    mean, deviation = exact_moments(problem)
    draws = fit(problem).draws(np.random.default_rng(number))
    # Weighted draws are worth fewer than their number: 4 standard errors of 1,000.
    assert (np.abs(draws.mean(axis=0) - mean) < 4 * deviation / np.sqrt(1000)).all()
    assert draws.std(axis=0) == pytest.approx(deviation, rel=0.12)


@pytest.mark.parametrize("number", range(0, 20, 3))
def test_leaving_out_by_one_step_is_leaving_out(number):
    problem = case(number)
    quick = fit(problem).without_each()
    for i in range(len(problem.low)):
        keep = np.arange(len(problem.low)) != i
        again = fit(
            Problem(
                problem.family, problem.low[keep], problem.high[keep], problem.offset[keep],
                problem.log_size[keep], problem.at[keep], problem.centre, problem.spread,
            )
        )  # fmt: skip
        moved = again.theta - fit(problem).theta
        assert quick[i, 0] - fit(problem).theta[0] == pytest.approx(moved[0], abs=0.35 * abs(moved[0]) + 0.01)


def test_many_answers_find_the_truth():
    rng = np.random.default_rng(3)
    expected = np.exp(rng.normal(6, 1, 2000))
    shape = 1 / 0.2**2
    y = rng.poisson(rng.gamma(shape, expected * np.exp(0.3) / shape)).astype(float)
    found = fit(
        Problem(
            NegativeBinomial(), y, y, np.log(expected), np.zeros(2000), np.arange(2000), 0.0,
            Spread(float(np.log(0.12)), 0.6),
        )
    )  # fmt: skip
    assert found.theta[0] == pytest.approx(0.3, abs=0.02)
    assert np.exp(found.theta[1]) == pytest.approx(0.2, rel=0.06)


@pytest.mark.slow
@pytest.mark.parametrize("number", range(20))
def test_draws_agree_with_full_simulation(number):
    pytest.importorskip("numpyro", reason="the oracle needs NumPyro: pip install answerable[mcmc]")
    problem = case(number)
    oracle, worth = full_simulation(problem, number)
    draws = fit(problem).draws(np.random.default_rng(number))
    deviation = oracle.std(axis=0)
    error = deviation * np.sqrt(1 / 1000 + 1 / worth)
    assert (np.abs(draws.mean(axis=0) - oracle.mean(axis=0)) < 4 * error).all()
    for level in (0.025, 0.975):
        ours, theirs = np.quantile(draws, level, axis=0), np.quantile(oracle, level, axis=0)
        assert (np.abs(ours - theirs) < 4 * 2.7 * error).all()


def full_simulation(problem, seed):
    """NUTS on the same model, written in NumPyro's own distributions: draws, and what they are worth."""
    import jax
    from numpyro.diagnostics import effective_sample_size, gelman_rubin

    spare = 35 - len(problem.low)
    columns = (problem.low, problem.high, problem.offset, problem.log_size)
    answers = np.pad(np.stack(columns), ((0, 0), (0, spare)))
    known = np.arange(35) < len(problem.low)
    outside = np.array([problem.centre, problem.spread.middle, problem.spread.off_by])
    run = sampler()
    run.run(jax.random.PRNGKey(seed), answers, known, outside)
    chains = {name: np.asarray(values) for name, values in run.get_samples(group_by_chain=True).items()}
    assert all(gelman_rubin(chains[name]) < 1.01 for name in PARAMETERS)
    worth = min(float(effective_sample_size(chains[name])) for name in PARAMETERS)
    return np.stack([chains[name].ravel() for name in PARAMETERS], axis=1), worth


PARAMETERS = ("growth", "log_spread")


@functools.cache
def sampler():
    """One compiled sampler for all cases, which are padded to one length."""
    import jax
    import jax.numpy as jnp
    import numpyro
    import numpyro.distributions as dist
    from numpyro.infer import MCMC, NUTS

    jax.config.update("jax_enable_x64", True)

    def model(answers, known, outside):
        low, high, offset, log_size = answers
        growth = numpyro.sample("growth", dist.Normal(outside[0], 1.0))
        log_spread = numpyro.sample("log_spread", dist.Normal(outside[1], outside[2]))
        law = dist.NegativeBinomial2(jnp.exp(offset + growth), jnp.exp(log_size - 2 * log_spread))
        stars = jax.scipy.special.logsumexp(jnp.stack([law.log_prob(float(k)) for k in range(5)]), axis=0)
        each = jnp.where(low == high, law.log_prob(low), stars)
        numpyro.factor("answers", jnp.where(known, each, 0.0).sum())

    return MCMC(
        NUTS(model, target_accept_prob=0.9), num_warmup=500, num_samples=2000, num_chains=2,
        chain_method="sequential", progress_bar=False, jit_model_args=True,
    )  # fmt: skip
