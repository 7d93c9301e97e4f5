"""No-op trials of Optuna, for npm run bench:throughput: processes that share one study in Postgres.

OPTUNA_STORAGE=URL optuna_noop.py TRIALS PROCESSES prints one line of JSON: trials, and seconds from the first start to the last end.
The search space is that of the study beside it, the sampler is Optuna's random one.
"""

import json
import multiprocessing
import os
import sys

import optuna

url, trials, processes = os.environ["OPTUNA_STORAGE"], int(sys.argv[1]), int(sys.argv[2])
NAME = "noop"

optuna.logging.set_verbosity(optuna.logging.WARNING)


def objective(trial):
    trial.suggest_float("std", 0.03, 0.3, log=True)
    trial.suggest_int("glimpses", 2, 8)
    trial.suggest_categorical("scale", [1, 2, 3])
    return 0.0


def work(share, barrier):
    study = optuna.load_study(study_name=NAME, storage=url, sampler=optuna.samplers.RandomSampler())
    barrier.wait()
    study.optimize(objective, n_trials=share)


if __name__ == "__main__":
    study = optuna.create_study(study_name=NAME, storage=url)
    barrier = multiprocessing.Barrier(processes)
    shares = [trials // processes + (index < trials % processes) for index in range(processes)]
    members = [multiprocessing.Process(target=work, args=(share, barrier)) for share in shares]
    for member in members:
        member.start()
    for member in members:
        member.join()
    done = [trial for trial in study.trials if trial.state == optuna.trial.TrialState.COMPLETE]
    first = min(trial.datetime_start for trial in done)
    last = max(trial.datetime_complete for trial in done)
    seconds = (last - first).total_seconds()
    print(json.dumps({"version": optuna.__version__, "trials": len(done), "seconds": seconds}))
