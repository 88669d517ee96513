"""What a lesson costs before its first picture: time and memory of its imports and first views, against ipywidgets.

`python -m benchmarks.starting` in `tests/`. Each measurement is a fresh Python process, in turns; the ratios are
medians over the pairs. `import course_tools` and a lesson's imports are timed against `import ipywidgets`; the memory
of a lesson's kernel, with every cell but the picture run, against a bare ipywidgets kernel that shows one button.
Prints two lines; exits with 1 above the ceiling.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys

from helpers.lab import REPOSITORY

ROUNDS = 7
CEILING = 1.3
KERNEL = "from ipykernel.kernelapp import IPKernelApp; from IPython.core.interactiveshell import InteractiveShell; "
BARE = KERNEL + "import ipywidgets; shown = [ipywidgets.Button()]"
MEASURE = """
import json, os, sys, time
start = time.perf_counter()
exec(sys.argv[1])
seconds = time.perf_counter() - start
pages = int(open('/proc/self/statm').read().split()[1])
print(json.dumps([seconds, pages * os.sysconf('SC_PAGE_SIZE') / 2**20]))
"""


def lesson_calls() -> str:
    """The calls of the purpose lesson but its picture, as one program."""
    path = REPOSITORY / "notebooks/2-differences/01-purpose.ipynb"
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    sources = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    calls = [source.splitlines()[-1] for source in sources[1:] if "explore(" not in source]
    return f"{KERNEL}{sources[0].splitlines()[-1]}; shown = [{', '.join(calls)}]"


def measured(program: str) -> tuple[float, float]:
    """Seconds and mebibytes of a fresh process that runs the program."""
    done = subprocess.run([sys.executable, "-c", MEASURE, program], capture_output=True, text=True, check=True)
    seconds, memory = json.loads(done.stdout)
    return seconds, memory


def ratios(ours: str, theirs: str) -> tuple[float, float]:
    """The median ratios of time and memory, pair by pair."""
    pairs = [(measured(ours), measured(theirs)) for _ in range(ROUNDS)]
    return (
        statistics.median(a[0] / b[0] for a, b in pairs),
        statistics.median(a[1] / b[1] for a, b in pairs),
    )


def main() -> int:
    """Measure, print, and say whether the ceiling holds."""
    package, _ = ratios("import course_tools", "import ipywidgets")
    imports, _ = ratios(lesson_calls().split("; shown")[0].removeprefix(KERNEL), "import ipywidgets")
    _, memory = ratios(lesson_calls(), BARE)
    print(f"Imports against ipywidgets: course_tools {package:.2f}, a lesson's {imports:.2f} (at most {CEILING}).")
    print(f"Memory of a lesson before its picture against a bare kernel: {memory:.2f} (at most {CEILING}).")
    return 0 if max(package, imports, memory) <= CEILING else 1


if __name__ == "__main__":
    sys.exit(main())
