"""What the promises promise, measured: `python -m bench` or `make bench`. Each number stands beside a plain baseline of the same run."""
