"""The training step of packages/ram/src/engine.ts in plain PyTorch, on the CPU, for npm run bench.

Modules, autograd and torch.optim.Adam, as one would write it; the data loader is torchvision's usual path for MNIST:
one image at a time from PIL to a normalised tensor. It trains what it is handed in a folder: spec.json with arrays
beside it, little-endian, and images.bin with labels.bin for whole epochs.

It says that it is ready, then answers each line of JSON on standard input with one on standard output.
"""

import itertools
import json
import math
import pathlib
import sys
import time

import numpy as np
import torch
import torch.nn.functional as F
import torchvision
from PIL import Image
from torch import nn
from torch.utils.data import DataLoader, Dataset, SubsetRandomSampler

WARM_UP = 10
PRODUCT_SIDE = 1024

folder = pathlib.Path(sys.argv[1])
spec = json.loads((folder / "spec.json").read_text())


def read(name, dtype, *shape):
    return torch.from_numpy(np.fromfile(folder / name, dtype).reshape(shape))


class RecurrentAttention(nn.Module):
    def __init__(self):
        super().__init__()
        hidden, patch, location = spec["hidden"], spec["patchHidden"], spec["locationHidden"]
        self.patch = nn.Linear(spec["scale"] * spec["patchSize"] ** 2, patch)
        self.place = nn.Linear(2, location)
        self.what = nn.Linear(patch, hidden)
        self.where = nn.Linear(location, hidden)
        self.input = nn.Linear(hidden, hidden)
        self.recurrent = nn.Linear(hidden, hidden)
        self.action = nn.Linear(hidden, spec["classes"])
        self.location = nn.Linear(hidden, 2)
        self.baseline = nn.Linear(hidden, 1)

    def forward(self, images, first, steps):
        """Class scores [R, C], log π(u_t) [T, R] and baselines [T, R] for R images and their noise."""
        location, log_policies, baselines = first, [], []
        state = torch.zeros(len(images), spec["hidden"])
        for step in range(spec["glimpses"]):
            state = self.core(images, location, state)
            if step < len(steps):
                mean = torch.tanh(self.location(state.detach()))
                sample = (mean + spec["std"] * steps[step]).detach()
                policy = torch.distributions.Normal(mean, spec["std"])
                log_policies.append(policy.log_prob(sample).sum(dim=1))
                baselines.append(self.baseline(state.detach()).squeeze(1))
                location = sample.clamp(-1, 1)
        return self.action(state), torch.stack(log_policies), torch.stack(baselines)

    def core(self, images, location, state):
        what = F.relu(self.patch(retina(images, location)))
        where = F.relu(self.place(location))
        glimpse = F.relu(self.what(what) + self.where(where))
        return F.relu(self.input(glimpse) + self.recurrent(state))


def retina(images, location):
    """Patches of the images [R, S, S] around their locations [R, 2], smallest first, as [R, k·g²]."""
    rows, patches = torch.arange(len(images))[:, None, None], []
    centre = (location + 1) / 2 * images.shape[-1]
    for scale in range(spec["scale"]):
        side = spec["patchSize"] * 2**scale
        margin = side // 2 + 1
        start = torch.floor(centre - side / 2 + 0.5).long() + margin
        span = start[:, :, None] + torch.arange(side)
        padded = F.pad(images, (margin,) * 4)
        patch = padded[rows, span[:, 1, :, None], span[:, 0, None, :]]
        patches.append(F.avg_pool2d(patch[:, None], 2**scale).flatten(1))
    return torch.cat(patches, dim=1)


def losses(model, images, labels, first, steps):
    scores, log_policies, baselines = model(images, first, steps)
    correct = scores.argmax(dim=1) == labels
    advantage = correct.float() - baselines
    reinforce = -(log_policies * advantage.detach()).sum(dim=0).mean()
    loss = F.cross_entropy(scores, labels) + (advantage**2).mean() + spec["reinforceWeight"] * reinforce
    return loss, correct.sum()


class Trial:
    """A model at its first weights with its optimizer."""

    def __init__(self):
        self.model = RecurrentAttention()
        self.load_first_weights()
        self.optimizer = torch.optim.Adam(self.model.parameters(), lr=spec["learningRate"])

    def load_first_weights(self):
        values, at = np.fromfile(folder / "parameters.bin", "<f4"), 0
        with torch.no_grad():
            for name, shape in spec["parameters"].items():
                size = math.prod(shape)
                array = torch.from_numpy(values[at : at + size].reshape(shape))
                self.model.get_parameter(name).copy_(array.T if len(shape) == 2 else array)
                at += size

    def step(self, images, labels, first, steps):
        loss, correct = losses(self.model, images, labels, first, steps)
        self.optimizer.zero_grad()
        loss.backward()
        self.optimizer.step()
        return loss.item(), correct.item()

    @torch.no_grad()
    def evaluate(self, images, labels, first, steps):
        loss, correct = losses(self.model, images, labels, first, steps)
        return loss.item(), correct.item()


class Images(Dataset):
    """What torchvision.datasets.MNIST does for each image: PIL, then ToTensor and Normalize."""

    def __init__(self):
        self.labels = read("labels.bin", np.uint8, -1)
        self.pixels = read("images.bin", np.uint8, len(self.labels), spec["imageSize"], spec["imageSize"])
        self.transform = torchvision.transforms.Compose(
            [torchvision.transforms.ToTensor(), torchvision.transforms.Normalize((0.1307,), (0.3081,))]
        )

    def __len__(self):
        return len(self.labels)

    def __getitem__(self, index):
        image = Image.fromarray(self.pixels[index].numpy(), mode="L")
        return self.transform(image), int(self.labels[index])


class Epochs:
    """A trial with its data: loaders of `workers` processes, or in this one where that is 0."""

    def __init__(self, workers):
        images = Images()
        order = np.random.default_rng(1).permutation(len(images))
        held = round(len(images) * spec["validationSplit"])
        self.trial = Trial()
        self.train, self.validation = (
            DataLoader(images, spec["batchSize"], sampler=SubsetRandomSampler(split), num_workers=workers)
            for split in (order[held:], order[:held])
        )

    def run(self):
        began = time.perf_counter()
        for batch in self.train:
            self.trial.step(*with_noise(batch))
        wrong = sum(len(batch[1]) - self.trial.evaluate(*with_noise(batch))[1] for batch in self.validation)
        error = wrong / len(self.validation.sampler)
        return {"seconds": time.perf_counter() - began, "validationError": error}

    def steps(self, count):
        epochs = itertools.chain.from_iterable(itertools.repeat(self.train))
        for batch in itertools.islice(epochs, count):
            self.trial.step(*with_noise(batch))
        return {"steps": count}


class InMemory:
    """A trial whose images stand in memory as one normalised tensor, as a program that means to be fast has them."""

    def __init__(self, batch):
        images = Images()
        order = torch.from_numpy(np.random.default_rng(1).permutation(len(images)))
        held = round(len(images) * spec["validationSplit"])
        self.pixels = ((images.pixels.float() / 255 - 0.1307) / 0.3081).contiguous()
        self.labels, self.batch, self.trial = images.labels.long(), batch, Trial()
        self.train, self.validation = order[held:], order[:held]

    def run(self):
        began = time.perf_counter()
        for batch in self.batches(self.train[torch.randperm(len(self.train))]):
            self.trial.step(*with_noise(batch))
        wrong = sum(len(batch[1]) - self.trial.evaluate(*with_noise(batch))[1] for batch in self.batches(self.validation))
        return {"seconds": time.perf_counter() - began, "validationError": wrong / len(self.validation)}

    def batches(self, order):
        for chosen in order.split(self.batch):
            yield self.pixels[chosen], self.labels[chosen]


def with_noise(batch):
    images, labels = batch
    rows = len(labels)
    return images.squeeze(1), labels, torch.rand(rows, 2) * 2 - 1, torch.randn(spec["glimpses"] - 1, rows, 2)


class RandomData:
    """Steps on the batches and noise that every engine is timed with."""

    def __init__(self):
        rows, side, batches = spec["batchSize"], spec["imageSize"], spec["batches"]
        images = read("batch-images.bin", "<f4", batches, rows, side, side)
        labels = read("batch-labels.bin", "<i4", batches, rows).long()
        first = read("batch-first.bin", "<f4", batches, rows, 2)
        steps = read("batch-steps.bin", "<f4", batches, spec["glimpses"] - 1, rows, 2)
        self.batches = list(zip(images, labels, first, steps))
        self.restart()

    def restart(self):
        self.trial, self.done = Trial(), 0

    def step(self):
        loss, _ = self.trial.step(*self.batches[self.done % len(self.batches)])
        self.done += 1
        return loss


def repeat(action, ms):
    """Times of as many calls, in ms, as begin within `ms`."""
    times, began = [], time.perf_counter()
    end = began + ms / 1000
    while began < end:
        action()
        now = time.perf_counter()
        times.append((now - began) * 1000)
        began = now
    return {"times": times}


class Answers:
    def __init__(self):
        self.random, self.epochs, self.memory, self.left = None, {}, {}, None

    def check(self, request):
        """Losses of the first steps, and a warm-up."""
        self.random = RandomData()
        losses_ = [self.random.step() for _ in range(request["steps"])]
        for _ in range(WARM_UP):
            self.random.step()
        return {"losses": losses_}

    def step(self, request):
        return repeat(self.random.step, request["ms"])

    def product(self, request):
        if self.left is None:
            self.left, self.right = torch.rand(2, PRODUCT_SIDE, PRODUCT_SIDE)
            repeat(lambda: torch.mm(self.left, self.right), 200)
        return repeat(lambda: torch.mm(self.left, self.right), request["ms"])

    def loaded(self, workers):
        if workers not in self.epochs:
            self.epochs[workers] = Epochs(workers)
        return self.epochs[workers]

    def epoch(self, request):
        if "batch" in request:
            return self.in_memory(request["batch"]).run()
        return self.loaded(request["workers"]).run()

    def in_memory(self, batch):
        if batch not in self.memory:
            self.memory[batch] = InMemory(batch)
        return self.memory[batch]

    def steps(self, request):
        return self.loaded(0).steps(request["count"])


def main():
    torch.set_num_threads(1)
    torch.manual_seed(1)
    answers = Answers()
    print(json.dumps({"version": torch.__version__, "torchvision": torchvision.__version__}), flush=True)
    for line in sys.stdin:
        request = json.loads(line)
        print(json.dumps(getattr(answers, request["do"])(request)), flush=True)


if __name__ == "__main__":
    main()
