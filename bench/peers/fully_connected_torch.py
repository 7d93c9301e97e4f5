"""The paper's fully connected net with two hidden layers (table 1), in plain PyTorch: what a study's error stands beside.

    python fully_connected_torch.py DIR [--epochs 120] [--seeds 3] [--hidden 256]

DIR holds the four IDX files of MNIST or Fashion-MNIST, packed with gzip or not. Adam, batches of 128, the rate falls to zero on half a cosine; a
tenth of the training images is held out, and the test error is that of the epoch with the smallest error on them, as
for a trial. One line of JSON for each seed, and one for their mean. Debian's python3-torch brings no fast products of its
own: with libopenblas0-pthread an epoch takes 3 s, without it more than 17.
"""

import argparse
import gzip
import json
import math
import pathlib

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

BATCH = 128

parser = argparse.ArgumentParser()
parser.add_argument("folder", type=pathlib.Path)
parser.add_argument("--epochs", type=int, default=120)
parser.add_argument("--seeds", type=int, default=3)
parser.add_argument("--hidden", type=int, default=256)
parser.add_argument("--learning-rate", type=float, default=0.001)
options = parser.parse_args()
torch.set_num_threads(1)


def read(name, header):
    plain = options.folder / name
    packed = options.folder / f"{name}.gz"
    values = gzip.decompress(packed.read_bytes()) if packed.exists() else plain.read_bytes()
    return torch.from_numpy(np.frombuffer(values, np.uint8)[header:].copy())


def split(name):
    """Images [n, 784] in [0, 1] and labels [n]."""
    images = read(f"{name}-images-idx3-ubyte", 16).reshape(-1, 784).float() / 255
    return images, read(f"{name}-labels-idx1-ubyte", 8).long()


def error(net, images, labels):
    with torch.no_grad():
        return (net(images).argmax(1) != labels).float().mean().item()


def train(seed, images, labels, held, test):
    """Errors of one training at its best epoch."""
    torch.manual_seed(seed)
    hidden = options.hidden
    net = nn.Sequential(
        nn.Linear(784, hidden), nn.ReLU(), nn.Linear(hidden, hidden), nn.ReLU(), nn.Linear(hidden, 10)
    )
    steps = options.epochs * math.ceil(len(images) / BATCH)
    optimizer = torch.optim.Adam(net.parameters(), options.learning_rate)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, steps)
    best = {"validationError": 2.0}
    for epoch in range(1, options.epochs + 1):
        for rows in torch.randperm(len(images)).split(BATCH):
            optimizer.zero_grad()
            F.cross_entropy(net(images[rows]), labels[rows]).backward()
            optimizer.step()
            schedule.step()
        validation = error(net, *held)
        if validation < best["validationError"]:
            best = {"seed": seed, "epoch": epoch, "validationError": validation, "testError": error(net, *test)}
    return best


images, labels = split("train")
order = torch.randperm(len(images), generator=torch.Generator().manual_seed(0))
held, rest = order[: len(images) // 10], order[len(images) // 10 :]
results = []
for seed in range(1, options.seeds + 1):
    results.append(train(seed, images[rest], labels[rest], (images[held], labels[held]), split("t10k")))
    print(json.dumps(results[-1]), flush=True)
mean = {name: float(np.mean([result[name] for result in results])) for name in ("validationError", "testError")}
print(json.dumps({"mean": mean, "seeds": options.seeds, "hidden": options.hidden, "epochs": options.epochs}))
