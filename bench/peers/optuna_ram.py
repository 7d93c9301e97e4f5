"""The search of a study file with Optuna and plain PyTorch on the CPU, for npm run bench:quality.

    optuna_ram.py FOLDER search SEED MINUTES PROCESSES    a line of JSON for each epoch, until killed or the time is over
    optuna_ram.py FOLDER train                            says that it is ready, then trains each config on standard input

As one would write it who means it to be fast: images in memory, padded once, one thread a process, a fused Adam, no
validation of distributions. FOLDER holds spec.json (the fixed config, the space and the pruner of the study, mean and
deviation of the pixels) and both splits as bytes, so that the same images are held out as with ram-sweep. The learning
rate falls to zero at every rung, as ram-sweep's does under asha.
"""

import json
import math
import multiprocessing
import os
import pathlib
import sys
import time

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

torch.set_num_threads(1)
folder = pathlib.Path(sys.argv[1])
spec = json.loads((folder / "spec.json").read_text())
SIDE, CLASSES, EVALUATION_BATCH = 28, 10, 512

# What this program knows how to train; a study that wants anything else is refused.
ONLY = {
    "scale": 1, "locationMean": "tanh", "coreLosses": "action", "policy": "learned", "reward": "correct", "optimizer": "adam",
    "schedule": "cosine", "recurrentInit": "uniform", "clipNorm": None, "rollouts": 1, "evaluation": "mean", "evaluationRollouts": 1,
}  # fmt: skip
for field, value in ONLY.items():
    if field in spec["space"] or spec["config"][field] != value:
        sys.exit(f"{field} can only be {value} here")


class Images:
    """Both splits, padded so that a patch around any location is inside."""

    def __init__(self, patch):
        self.margin = patch // 2 + 1
        self.train = self.read("train")
        self.validation = self.read("validation")

    def read(self, name):
        pixels = np.fromfile(folder / f"{name}-images.bin", np.uint8).reshape(-1, SIDE, SIDE)
        labels = np.fromfile(folder / f"{name}-labels.bin", np.uint8)
        padded = F.pad(torch.from_numpy(pixels).float() / 255, (self.margin,) * 4)
        return padded, torch.from_numpy(labels).long()


class RecurrentAttention(nn.Module):
    def __init__(self, config, margin):
        super().__init__()
        self.config, self.margin = config, margin
        hidden, patch, location = config["hidden"], config["patchHidden"], config["locationHidden"]
        self.patch = nn.Linear(config["patchSize"] ** 2, patch)
        self.place = nn.Linear(2, location)
        self.what = nn.Linear(patch, hidden)
        self.where = nn.Linear(location, hidden)
        self.input = nn.Linear(hidden, hidden)
        self.recurrent = nn.Linear(hidden, hidden)
        self.action = nn.Linear(hidden, CLASSES)
        self.baseline = nn.Linear(hidden, 1)
        if config["locator"] == "hidden":
            self.location = nn.Sequential(
                nn.Linear(hidden, config["locatorHidden"]), nn.ReLU(), nn.Linear(config["locatorHidden"], 2)
            )
        else:
            self.location = nn.Linear(hidden, 2)
        if config["firstLocation"] == "learned":
            self.first_mean = nn.Parameter(torch.zeros(2))
            self.first_baseline = nn.Parameter(torch.zeros(1))
        standard = config["normalisation"] == "standard"
        self.shift, self.gain = (spec["pixelMean"], 1 / spec["pixelStd"]) if standard else (0, 1)

    def forward(self, images, deviation):
        """Class scores [R, C], log π(u_t) and baselines [T, R] for R padded images; deviation 0 follows the mean."""
        rows, choice = len(images), self.config["firstLocation"]
        log_policies, baselines = [], []

        def sample(mean):
            drawn = (mean + deviation * torch.randn(rows, 2)).detach() if deviation else mean.expand(rows, 2).detach()
            if deviation:
                log_policies.append(-((drawn - mean) ** 2).sum(dim=1) / (2 * deviation**2))
            return drawn.clamp(-1, 1)

        if choice == "learned":
            location = sample(self.first_mean)
            baselines.append(self.first_baseline.expand(rows))
        else:
            location = torch.rand(rows, 2) * 2 - 1 if choice == "random" else torch.zeros(rows, 2)
        state = torch.zeros(rows, self.config["hidden"])
        for step in range(self.config["glimpses"]):
            state = self.core(images, location, state)
            if step < self.config["glimpses"] - 1:
                seen = state.detach()
                location = sample(torch.tanh(self.location(seen)))
                baselines.append(self.baseline(seen).squeeze(1))
        return self.action(state), log_policies, baselines

    def core(self, images, location, state):
        what = F.relu(self.patch((self.retina(images, location) - self.shift) * self.gain))
        where = F.relu(self.place(location))
        glimpse = F.relu(self.what(what) + self.where(where))
        return F.relu(self.input(glimpse) + self.recurrent(state))

    def retina(self, images, location):
        """The patch of each padded image around its location [R, 2], as [R, g²]."""
        side = self.config["patchSize"]
        start = torch.floor((location + 1) / 2 * SIDE - side / 2 + 0.5).long() + self.margin
        span = start[:, :, None] + torch.arange(side)
        rows = torch.arange(len(images))[:, None, None]
        return images[rows, span[:, 1, :, None], span[:, 0, None, :]].flatten(1)


class Training:
    """One model with its optimizer; epoch() trains one and returns the validation error."""

    def __init__(self, config, images):
        torch.manual_seed(config["seed"])
        self.config, self.images, self.done = config, images, 0
        self.model = RecurrentAttention(config, images.margin)
        self.optimizer = torch.optim.Adam(self.model.parameters(), lr=config["learningRate"], fused=True)

    def epoch(self):
        pixels, labels = self.images.train
        batches = torch.randperm(len(labels)).split(self.config["batchSize"])
        for index, chosen in enumerate(batches):
            self.optimizer.param_groups[0]["lr"] = self.rate(index / len(batches))
            self.step(pixels[chosen], labels[chosen])
        self.done += 1
        return self.validate()

    def rate(self, part):
        """Half a cosine in each cycle; cycles end at the rungs and at the last epoch."""
        start, end, last = 0, self.config["restartEpoch"] or self.config["epochs"], self.config["epochs"]
        while end <= self.done and end < last:
            start, end = end, end * self.config["restartFactor"]
        share = (self.done + part - start) / (min(end, last) - start)
        return self.config["learningRate"] * (1 + math.cos(math.pi * share)) / 2

    def step(self, pixels, labels):
        scores, log_policies, baselines = self.model(pixels, self.config["std"])
        correct = (scores.argmax(dim=1) == labels).float()
        advantage = correct - torch.stack(baselines)
        reinforce = -(torch.stack(log_policies) * advantage.detach()).sum(dim=0).mean()
        loss = F.cross_entropy(scores, labels) + (advantage**2).mean() + self.config["reinforceWeight"] * reinforce
        self.optimizer.zero_grad()
        loss.backward()
        self.optimizer.step()

    @torch.no_grad()
    def validate(self):
        pixels, labels = self.images.validation
        wrong = 0
        for seen, expected in zip(pixels.split(EVALUATION_BATCH), labels.split(EVALUATION_BATCH)):
            scores, _, _ = self.model(seen, 0)
            wrong += (scores.argmax(dim=1) != expected).sum().item()
        return wrong / len(labels)


def say(**line):
    # One write of a short line, which another process cannot cut in two.
    os.write(1, f"{json.dumps(line)}\n".encode())


def suggest(trial, field, of):
    kind = of["distribution"]
    if kind == "categorical":
        return trial.suggest_categorical(field, of["choices"])
    if kind == "integer":
        return trial.suggest_int(field, of["low"], of["high"], step=of.get("step") or 1)
    if kind == "uniform":
        return trial.suggest_float(field, of["low"], of["high"])
    if kind == "log-uniform":
        return trial.suggest_float(field, of["low"], of["high"], log=True)
    raise ValueError(f"{field} is {kind}, which is not known here")


def storage():
    from optuna.storages import JournalStorage
    from optuna.storages.journal import JournalFileBackend

    return JournalStorage(JournalFileBackend(str(folder / "journal.log")))


def search(seed, seconds, process):
    import optuna

    optuna.logging.set_verbosity(optuna.logging.WARNING)
    rungs, images = spec["pruner"], Images(spec["config"]["patchSize"])
    study = optuna.load_study(
        study_name="ram",
        storage=storage(),
        # Processes that drew the same numbers would train the same trials.
        sampler=optuna.samplers.TPESampler(seed=1000 * seed + process),
        pruner=optuna.pruners.SuccessiveHalvingPruner(
            min_resource=rungs["minEpochs"], reduction_factor=rungs["reductionFactor"]
        ),
    )

    def objective(trial):
        params = {field: suggest(trial, field, of) for field, of in spec["space"].items()}
        restarts = {"restartEpoch": rungs["minEpochs"], "restartFactor": rungs["reductionFactor"]}
        config = {**spec["config"], **restarts, **params, "seed": 100_000 * seed + trial.number}
        training, best = Training(config, images), 1.0
        for epoch in range(1, config["epochs"] + 1):
            error = training.epoch()
            best = min(best, error)
            say(trial=trial.number, epoch=epoch, error=error, at=time.time())
            trial.report(error, epoch)
            if trial.should_prune():
                raise optuna.TrialPruned
        return best

    study.optimize(objective, timeout=seconds)


def start_search(seed, minutes, processes):
    import optuna

    optuna.create_study(study_name="ram", storage=storage(), direction="minimize")
    context = multiprocessing.get_context("spawn")
    members = [context.Process(target=search, args=(seed, 60 * minutes, index), daemon=True) for index in range(processes)]
    for member in members:
        member.start()
    for member in members:
        member.join()


def train_each():
    images = Images(spec["config"]["patchSize"])
    say(version=torch.__version__)
    for line in sys.stdin:
        asked = json.loads(line)
        training = Training(asked["config"], images)
        say(errors=[training.epoch() for _ in range(asked["epochs"])])


if __name__ == "__main__":
    if sys.argv[2] == "search":
        start_search(int(sys.argv[3]), float(sys.argv[4]), int(sys.argv[5]))
    else:
        train_each()
