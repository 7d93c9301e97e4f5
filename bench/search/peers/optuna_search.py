"""Studies of Optuna for npm run bench:search, in memory.

Says its version, then answers each line of JSON (sampler, problem, seed, trials, inFlight) with one: the improvements as pairs of
a trial's number and its value, and the seconds that the sampler took.
"""

import heapq
import json
import sys
import time
import warnings

import numpy
import optuna
from problems import open_problem

optuna.logging.set_verbosity(optuna.logging.ERROR)
warnings.simplefilter("ignore")

SAMPLERS = {
    "random": optuna.samplers.RandomSampler,
    "tpe": optuna.samplers.TPESampler,
    "gp": optuna.samplers.GPSampler,
}
# Log-normal, as in docs/search.md.
SPREAD = 0.5


def distribution_of(field):
    if field["distribution"] == "categorical":
        return optuna.distributions.CategoricalDistribution(field["choices"])
    if field["distribution"] == "integer":
        return optuna.distributions.IntDistribution(field["low"], field["high"])
    return optuna.distributions.FloatDistribution(field["low"], field["high"])


def run(sampler, problem, seed, trials, inFlight):
    space, objective = open_problem(problem)
    distributions = {name: distribution_of(field) for name, field in space.items()}
    study = optuna.create_study(sampler=SAMPLERS[sampler](seed=seed))
    seconds = [0.0]

    def ask():
        began = time.process_time()
        trial = study.ask(distributions)
        seconds[0] += time.process_time() - began
        return trial

    values = values_in_order(study, ask, objective, seed, trials, inFlight)
    return {"best": improvements(values), "seconds": seconds[0]}


def values_in_order(study, ask, objective, seed, trials, in_flight):
    """Workers that each take the next trial as soon as theirs is over; trials take random times."""
    durations = numpy.random.default_rng([seed, in_flight]).lognormal(0, SPREAD, trials)
    values, running, now = [0.0] * trials, [], 0.0
    for number in range(trials):
        if len(running) == in_flight:
            now, _, trial, value = heapq.heappop(running)
            study.tell(trial, value)
        trial = ask()
        values[number] = objective({name: trial.params[name] for name in trial.distributions})
        heapq.heappush(running, (now + durations[number], number, trial, values[number]))
    return values


def improvements(values):
    best = []
    for number, value in enumerate(values):
        if not best or value < best[-1][1]:
            best.append((number, value))
    return best


def answer(message):
    print(json.dumps(message), flush=True)


if __name__ == "__main__":
    answer({"version": optuna.__version__})
    for line in sys.stdin:
        answer(run(**json.loads(line)))
