"""Lighthouse on a phone profile over the built site. Run by `make bench`.

Medians of five runs a page, of the site in site/, served gzipped as GitHub Pages does.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

from served import serve

ROOT = Path(__file__).resolve().parent.parent
LIGHTHOUSE = ROOT / "tests/node_modules/lighthouse/cli/index.js"
PAGES = ("", "lessons/rise/", "timeline/", "glossary/")
RUNS = 5
LEAST = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
"""The lowest median, of 100, that is good enough."""
TIMES = ("first-contentful-paint", "largest-contentful-paint", "total-blocking-time")


def main() -> int:
    """Print one line a page, and what was found; 1 if a median is below its least."""
    print("Lighthouse, phone, median of", RUNS, "runs [lowest]")
    print(f"{'page':<16}" + "".join(f"{name:>18}" for name in LEAST) + "   FCP / LCP / TBT ms   CLS")
    missed = False
    with serve(ROOT / "site") as served:
        for page in PAGES:
            runs = [_run(served.address + page) for _ in range(RUNS)]
            scores = {name: [round(run["categories"][name]["score"] * 100) for run in runs] for name in LEAST}
            times = " / ".join(str(round(_value(runs, name))) for name in TIMES)
            shown = "".join(f"{f'{median(of):.0f} [{min(of)}]':>18}" for of in scores.values())
            print(f"{page or 'home':<16}{shown}   {times}   {_value(runs, 'cumulative-layout-shift'):.3f}")
            for fault in sorted({fault for run in runs for fault in _faults(run)}):
                print("   ", fault)
            missed |= any(median(of) < LEAST[name] for name, of in scores.items())
    print("targets:", ", ".join(f"{name} {least}" for name, least in LEAST.items()))
    return int(missed)


def _run(address: str) -> dict[str, Any]:
    """One report."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.json")
        command = ["node", str(LIGHTHOUSE), address, "--output=json", f"--output-path={report}", "--quiet"]
        command += [f"--only-categories={','.join(LEAST)}", "--chrome-flags=--headless=new --no-sandbox"]
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "CHROME_PATH": chromium or ""},
        )
        if done.returncode:
            sys.exit(f"Lighthouse failed:\n{done.stderr}")
        result: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
        return result


def _value(runs: list[dict[str, Any]], audit: str) -> float:
    return median(run["audits"][audit]["numericValue"] for run in runs)


def _faults(run: dict[str, Any]) -> list[str]:
    """What costs points outside of performance, in Lighthouse's words."""
    return [
        f"{name}: {run['audits'][one['id']]['title']}"
        for name in LEAST
        if name != "performance"
        for one in run["categories"][name]["auditRefs"]
        if one["weight"] and run["audits"][one["id"]]["score"] not in (1, None)
    ]


if __name__ == "__main__":
    sys.exit(main())
