"""Values of BBOB's functions for npm run bench:search: a line of JSON (problem, params) in, one with the regret out."""

import functools
import json
import sys

from problems import open_problem


@functools.lru_cache(maxsize=4)
def objective(problem):
    return open_problem(json.loads(problem))[1]


def answer(message):
    print(json.dumps(message), flush=True)


if __name__ == "__main__":
    answer({"ready": True})
    for line in sys.stdin:
        asked = json.loads(line)
        answer({"value": objective(json.dumps(asked["problem"]))(asked["params"])})
