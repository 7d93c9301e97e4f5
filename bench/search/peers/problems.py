"""The problems of npm run bench:search as the Python side sees them: a table, or a function of BBOB (coco-experiment)."""

import contextlib
import functools
import json
import os
import pathlib
import tempfile

BBOB_SUITE = "instances: 1-999"


@functools.cache
def read_table(file):
    return json.loads(pathlib.Path(file).read_text())


def open_problem(problem):
    """The space and the objective of a problem; a function of BBOB has instances."""
    if "table" in problem:
        table = read_table(problem["table"])
        return table["space"], lambda params: look_up(table, params)
    return problem["space"], regret_of(problem["function"], problem["dimension"], problem["instance"])


def look_up(table, params):
    row = 0
    for field, distribution in table["space"].items():
        choices = distribution.get("choices") or range(distribution["high"] + 1)
        row = row * len(choices) + choices.index(params[field])
    return table["values"][row]


@functools.cache
def suite(dimension):
    import cocoex

    return cocoex.Suite("bbob", BBOB_SUITE, f"dimensions: {dimension}")


def regret_of(function, dimension, instance):
    """Params to how far they are from the optimum; their order is that of the coordinates."""
    problem = suite(dimension).get_problem_by_function_dimension_instance(function, dimension, instance)
    best = problem(best_parameter(problem))
    return lambda params: max(0.0, problem(list(params.values())) - best)


def best_parameter(problem):
    """cocoex tells the optimum through a file in the current folder only."""
    import numpy

    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        problem._best_parameter("print")
        return numpy.loadtxt(os.listdir(folder)[0], ndmin=1)
