"""The variational autoencoder of `kernels vae train` in PyTorch: the same layers, start, optimiser, mini-batches and loss. A JSON line a pass.

    python3 bench/peers/vae.py TRAIN.gz TEST.gz --epochs 10 --threads 1
"""

import argparse
import gzip
import json
import struct
import time


def images(path, torch):
    """Rows of pixels from 0 to 1."""
    with (gzip.open if path.endswith(".gz") else open)(path, "rb") as file:
        magic, count, height, width = struct.unpack(">IIII", file.read(16))
        if magic != 0x803:
            raise SystemExit(f"{path}: found {magic:08x} in its first four bytes, expected 00000803")
        pixels = torch.frombuffer(bytearray(file.read()), dtype=torch.uint8)
    return (pixels.float() / 255).reshape(count, height * width)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("train")
    parser.add_argument("test")
    parser.add_argument("--latent", type=int, default=20)
    parser.add_argument("--hidden", type=int, default=400)
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--batch-size", type=int, default=128)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    arguments = parser.parse_args()

    import torch
    from torch.nn import functional

    torch.manual_seed(arguments.seed)
    torch.set_num_threads(arguments.threads)
    train, test = images(arguments.train, torch), images(arguments.test, torch)

    class Vae(torch.nn.Module):
        def __init__(self, pixels):
            super().__init__()
            self.encoder = torch.nn.Linear(pixels, arguments.hidden)
            self.mean = torch.nn.Linear(arguments.hidden, arguments.latent)
            self.log_variance = torch.nn.Linear(arguments.hidden, arguments.latent)
            self.decoder = torch.nn.Linear(arguments.latent, arguments.hidden)
            self.logits = torch.nn.Linear(arguments.hidden, pixels)

        def loss(self, x):
            hidden = functional.relu(self.encoder(x))
            mean, log_variance = self.mean(hidden), self.log_variance(hidden)
            z = mean + torch.exp(0.5 * log_variance) * torch.randn_like(mean)
            logits = self.logits(functional.relu(self.decoder(z)))
            reconstruction = functional.binary_cross_entropy_with_logits(logits, x, reduction="sum")
            divergence = -0.5 * torch.sum(1 + log_variance - mean.pow(2) - log_variance.exp())
            return reconstruction + divergence

    model = Vae(train.shape[1])
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    seconds = 0.0
    for epoch in range(1, arguments.epochs + 1):
        # The clock stands still while test images are scored, as the tool's does.
        start = time.perf_counter()
        total = 0.0
        order = torch.randperm(len(train))
        for first in range(0, len(train), arguments.batch_size):
            batch = train[order[first : first + arguments.batch_size]]
            optimizer.zero_grad()
            loss = model.loss(batch) / len(batch)
            loss.backward()
            optimizer.step()
            total += loss.item() * len(batch)
        seconds += time.perf_counter() - start
        with torch.no_grad():
            score = sum(model.loss(part).item() for part in test.split(arguments.batch_size)) / len(test)
        print(json.dumps({"event": "epoch", "number": epoch, "trainLoss": total / len(train), "testLoss": score, "seconds": seconds}), flush=True)


if __name__ == "__main__":
    main()
