"""The growth benchmark: `python bench/growth.py [SMALL LARGE]` prints its figures as JSON."""

from __future__ import annotations

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tracker.store.benchmark import measure_growth

if __name__ == "__main__":
    sizes = [int(text) for text in sys.argv[1:3]]
    print(json.dumps(measure_growth(*sizes), indent=2, ensure_ascii=False))
