"""Writes tpe-densities.jsonl, a case per line: log l - log g of Optuna 5.0.0's TPE at given candidates for given histories.

Run it in this folder, in an environment of its own:

    python3 -m venv /tmp/optuna && /tmp/optuna/bin/pip install optuna==5.0.0 && /tmp/optuna/bin/python tpe-densities.py

Histories and candidates are random, but seeded, so the file comes out the same. It is made once and committed; the
tests need no Python.
"""

import json
import math
import pathlib
import warnings

import numpy as np
import optuna

assert optuna.__version__ == "5.0.0", optuna.__version__
warnings.simplefilter("ignore")
optuna.logging.set_verbosity(optuna.logging.ERROR)

unstable_argsort = np.argsort


def argsort(values, *positional, **options):
    """Equal values in order of trial; NumPy's own order of them depends on the processor's instructions."""
    return unstable_argsort(values, *positional, **{"kind": "stable", **options})


np.argsort = argsort

FLAT = {
    "momentum": {"distribution": "uniform", "low": 0.0, "high": 1.0},
    "learningRate": {"distribution": "log-uniform", "low": 1e-5, "high": 1.0},
    "hidden": {"distribution": "integer", "low": 16, "high": 512},
    "glimpses": {"distribution": "integer", "low": 2, "high": 8},
    "scale": {"distribution": "categorical", "choices": [1, 2, 3]},
}
OFFSET = {
    "momentum": {"distribution": "uniform", "low": -3.0, "high": 250.0},
    "std": {"distribution": "log-uniform", "low": 0.03, "high": 0.3},
    "optimizer": {"distribution": "categorical", "choices": ["sgd", "adam"]},
}
CONDITIONAL = {
    "optimizer": {"distribution": "categorical", "choices": ["sgd", "adam"]},
    "learningRate": {"distribution": "log-uniform", "low": 1e-4, "high": 0.1},
    "momentum": {"distribution": "uniform", "low": 0.0, "high": 0.99, "when": {"optimizer": "sgd"}},
    "hidden": {"distribution": "integer", "low": 1, "high": 40, "when": {"optimizer": "sgd"}},
}


def optuna_distribution(field):
    kind = field["distribution"]
    if kind == "categorical":
        return optuna.distributions.CategoricalDistribution(field["choices"])
    if kind == "integer":
        return optuna.distributions.IntDistribution(field["low"], field["high"])
    return optuna.distributions.FloatDistribution(field["low"], field["high"], log=kind == "log-uniform")


def draw(field, random):
    kind = field["distribution"]
    if kind == "categorical":
        return field["choices"][random.integers(len(field["choices"]))]
    if kind == "integer":
        return int(random.integers(field["low"], field["high"] + 1))
    low, high = field["low"], field["high"]
    if kind == "log-uniform":
        return float(np.clip(np.exp(random.uniform(np.log(low), np.log(high))), low, high))
    return float(random.uniform(low, high))


def draw_params(space, random):
    params = {}
    for name, field in space.items():
        if all(params.get(other) == value for other, value in field.get("when", {}).items()):
            params[name] = draw(field, random)
    return params


def history_of(space, count, pending, random, special=False):
    history = []
    for index in range(count):
        outcome = round(float(random.uniform()), 2 if special else 6)
        if special and index % 7 == 3:
            outcome = "Infinity"
        if index >= count - pending:
            outcome = "pending"
        history.append({"index": index, "params": draw_params(space, random), "outcome": outcome})
    return history


def log_ratios(space, fields, history, candidates):
    sampler = optuna.samplers.TPESampler(multivariate=True, group=True, constant_liar=True)
    study = optuna.create_study(sampler=sampler)
    for each in history:
        running = each["outcome"] == "pending"
        distributions = {name: optuna_distribution(space[name]) for name in each["params"]}
        trial = optuna.trial.create_trial(
            state=optuna.trial.TrialState.RUNNING if running else optuna.trial.TrialState.COMPLETE,
            value=None if running else float(each["outcome"]),
            params=each["params"],
            distributions=distributions,
        )
        study.add_trial(trial)
    trials = study.get_trials(deepcopy=False)
    finished = sum(trial.state.is_finished() for trial in trials)
    below, above = optuna.samplers._tpe.sampler._split_trials(
        study, trials, optuna.samplers._tpe.sampler.default_gamma(finished)
    )
    group = {name: optuna_distribution(space[name]) for name in fields}
    good = sampler._build_parzen_estimator(study, group, below, handle_below=True)
    bad = sampler._build_parzen_estimator(study, group, above, handle_below=False)
    points = {
        name: np.array([group[name].to_internal_repr(candidate[name]) for candidate in candidates])
        for name in fields
    }
    return sampler._compute_acquisition_func(points, good, bad).tolist()


def case(name, space, fields, history, seed):
    random = np.random.default_rng(seed)
    candidates = [{field: draw(space[field], random) for field in fields} for _ in range(12)]
    return {
        "name": name,
        "space": space,
        "fields": fields,
        "history": history,
        "candidates": candidates,
        "logRatios": log_ratios(space, fields, history, candidates),
    }


def main():
    def rng(seed):
        return np.random.default_rng(seed)

    conditional = history_of(CONDITIONAL, 60, 5, rng(5))
    ties = history_of(FLAT, 40, 0, rng(3), special=True)
    cases = [
        case("ten trials", FLAT, sorted(FLAT), history_of(FLAT, 10, 0, rng(1)), 11),
        case("sixty trials, seven of them pending", FLAT, sorted(FLAT), history_of(FLAT, 60, 7, rng(2)), 12),
        case("ties and divergence", FLAT, sorted(FLAT), ties, 13),
        case("three hundred trials", FLAT, sorted(FLAT), history_of(FLAT, 300, 3, rng(4)), 14),
        case("other bounds", OFFSET, sorted(OFFSET), history_of(OFFSET, 27, 1, rng(6)), 15),
        case("the fields of every trial", CONDITIONAL, ["learningRate", "optimizer"], conditional, 16),
        case("the fields of one optimizer", CONDITIONAL, ["hidden", "momentum"], conditional, 17),
    ]
    assert all(math.isfinite(ratio) for each in cases for ratio in each["logRatios"])
    pathlib.Path("tpe-densities.jsonl").write_text("".join(json.dumps(each) + "\n" for each in cases))


main()
