"""Every benchmark in turn: `python -m benchmarks` in `tests/`. Exits with 1 if one misses its floor."""

from __future__ import annotations

import importlib
import pkgutil
import sys
from pathlib import Path

names = sorted(found.name for found in pkgutil.iter_modules([str(Path(__file__).parent)]) if found.name != "__main__")
missed = [name for name in names if importlib.import_module(f"benchmarks.{name}").main() != 0]
sys.exit(1 if missed else 0)
