#!/usr/bin/env python3
"""Holds guiyi against its peers on one generated list, in one run: time, memory, and how right it is.

    benches/peers/compare.py --names 100000 --rows 500000 --runs 5

Needs cargo, and Python 3.10 or later with venv; the peers go into a virtual environment below target/.
"""

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

import score

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PEERS = ["string_grouper", "splink", "rapidfuzz"]
# Comparing every pair grows with the square of the names: hours where the others take minutes.
ALL_PAIRS_UP_TO = 150_000


def main():
    args = arguments()
    target = Path(args.target)
    build()
    python = environment(target) if args.peers else None
    work = target / "peers" / f"{args.names}-{args.rows}-{args.seed}"
    work.mkdir(parents=True, exist_ok=True)
    made = work / "gold.csv"
    bins = ROOT / "target" / "release"
    generate = [bins / "examples" / "generate", "--names", args.names, "--rows", args.rows]
    subprocess.run(words(generate + ["--seed", args.seed, "--out", work]), check=True)

    jobs = the_jobs(args, bins, work, python)
    measured = {name: [] for name in jobs}
    # In turns, so that what else the machine does falls on all of them alike.
    for turn in range(args.runs):
        for name, job in jobs.items():
            if turn > 0 and name not in ("copy", "map", "run") and turn >= args.peer_runs:
                continue
            if name == "run":
                shutil.rmtree(work / "out", ignore_errors=True)
            measured[name].append(measure(name, job, work, args.limit))
            print(f"  {name}: {measured[name][-1]['wall']:.2f} s", file=sys.stderr, flush=True)
            if name == "run" and not (work / "catalog.csv").exists():
                shutil.copy(work / "out" / "catalog.csv", work / "catalog.csv")

    truth = score.gold(made)
    results = {}
    for name, runs in measured.items():
        done = [run for run in runs if run["ok"]]
        if not done:
            continue
        results[name] = {
            key: statistics.median(run[key] for run in done) for key in ("wall", "cpu", "memory")
        }
        results[name]["runs"] = len(done)
    if "run" in results:
        results["run"].update(score.score(truth, score.by_mapping(work / "out" / "mapping.csv")))
    for peer in PEERS:
        if peer in results:
            results[peer].update(score.score(truth, score.by_file(work / f"{peer}.csv")))
    everything = {
        "date": time.strftime("%Y-%m-%d"),
        "machine": machine(),
        "versions": versions(bins, python),
        "names": args.names,
        "rows": args.rows,
        "seed": args.seed,
        "true_groups": len(set(truth.values())),
        "results": results,
    }
    (work / "results.json").write_text(json.dumps(everything, ensure_ascii=False, indent=2) + "\n")
    sys.stdout.write(table(everything))


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--names", type=int, default=100_000, help="distinct names")
    parser.add_argument("--rows", type=int, default=500_000, help="rows")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--runs", type=int, default=5, help="runs of guiyi and of the copy")
    parser.add_argument("--peer-runs", type=int, default=3, help="runs of each peer, at most --runs")
    parser.add_argument("--threads", type=int, help="threads of `guiyi run`; all cores without it")
    parser.add_argument("--limit", type=float, default=1800, help="seconds after which a run is ended")
    parser.add_argument("--no-peers", dest="peers", action="store_false", help="guiyi and the copy only")
    parser.add_argument("--only", action="append", choices=PEERS, help="only this peer; may be repeated")
    parser.add_argument("--target", default=str(ROOT / "target"), help="where lists and results go")
    return parser.parse_args()


def build():
    command = ["cargo", "build", "--release", "--bin", "guiyi"]
    command += ["--example", "generate", "--example", "copy_csv"]
    subprocess.run(command, cwd=ROOT, check=True)


def environment(target):
    """A virtual environment with the pinned peers."""
    folder = target / "peers" / "venv"
    python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    pins = (HERE / "requirements.txt").read_text()
    stamp = folder / "requirements.txt"
    if not stamp.exists() or stamp.read_text() != pins:
        subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)
        install = [python, "-m", "pip", "install", "--quiet", "-r", HERE / "requirements.txt"]
        subprocess.run(words(install), check=True)
        stamp.write_text(pins)
    return python


def the_jobs(args, bins, work, python):
    """What is run, by name, in the order in which it is run."""
    guiyi, source = bins / "guiyi", work / "list.csv"
    run = [guiyi, "run", source, "--out", work / "out", "--write", "csv,json", "--quiet"]
    if args.threads:
        run += ["--threads", args.threads]
    jobs = {
        "run": run,
        "map": [guiyi, "map", source, "--catalog", work / "catalog.csv"],
        "copy": [bins / "examples" / "copy_csv", source, work / "copy.csv"],
    }
    (work / "catalog.csv").unlink(missing_ok=True)
    for peer in (args.only or PEERS) if args.peers else []:
        if peer == "rapidfuzz" and args.names > ALL_PAIRS_UP_TO:
            print(f"  rapidfuzz: left out, {args.names} names are too many pairs", file=sys.stderr)
            continue
        jobs[peer] = [python, HERE / f"by_{peer}.py", source, work / f"{peer}.csv"]
    return jobs


def measure(name, command, work, limit):
    """One run: wall and processor seconds, peak memory in MiB."""
    output = open(work / "map.csv", "wb") if name == "map" else subprocess.DEVNULL
    started = time.monotonic()
    child = subprocess.Popen(words(command), stdout=output, stderr=sys.stderr)
    ok = True
    # wait4 tells the peak of this child alone; so the time limit is kept by hand.
    while True:
        pid, status, used = os.wait4(child.pid, os.WNOHANG)
        if pid:
            break
        if time.monotonic() - started > limit:
            child.kill()
            ok = False
        time.sleep(0.005)
    wall = time.monotonic() - started
    child.returncode = os.waitstatus_to_exitcode(status)
    if name == "map":
        output.close()
    ok = ok and child.returncode == 0
    if not ok:
        print(f"  {name}: failed or took longer than {limit:.0f} s", file=sys.stderr)
        if name in ("run", "map", "copy"):
            sys.exit(1)
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return {"wall": wall, "cpu": used.ru_utime + used.ru_stime, "memory": used.ru_maxrss / unit, "ok": ok}


def words(command):
    return [str(word) for word in command]


def machine():
    model = platform.processor() or platform.machine()
    try:
        with open("/proc/cpuinfo") as file:
            model = next((l.split(":", 1)[1].strip() for l in file if l.startswith("model name")), model)
    except OSError:
        pass
    return f"{os.cpu_count()} cores, {model}, {platform.system()}"


def versions(bins, python):
    output = lambda command: subprocess.run(
        words(command), capture_output=True, text=True, check=True
    ).stdout.strip()
    found = [output([bins / "guiyi", "--version"]), output(["rustc", "--version"])]
    if python:
        pins = [l for l in (HERE / "requirements.txt").read_text().splitlines() if "==" in l]
        found += [f"Python {platform.python_version()}", *pins]
    return found


def table(everything):
    """The results as Markdown."""
    results = everything["results"]
    lines = [
        f"{everything['date']}, {everything['machine']}: {everything['names']:,} names, "
        f"{everything['rows']:,} rows, seed {everything['seed']}, "
        f"{everything['true_groups']:,} true groups",
        "",
        "| | wall s | against `run` | processor s | peak MiB | pairs P / R / F1 | B³ P / R / F1 | groups |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    base = results["run"]["wall"]
    for name, r in results.items():
        three = lambda kind: " / ".join(f"{r[kind][k]:.3f}" for k in ("precision", "recall", "f1"))
        right = [three("pairs"), three("b_cubed"), f"{r['groups']:,}"] if "pairs" in r else [""] * 3
        cells = [name, f"{r['wall']:.2f}", f"{r['wall'] / base:.2f} ×", f"{r['cpu']:.2f}", f"{r['memory']:.0f}"]
        lines.append("| " + " | ".join(cells + right) + " |")
    lines += ["", f"map against copy: {results['map']['wall'] / results['copy']['wall']:.2f} × the time"]
    for peer in PEERS:
        if peer in results:
            faster = results[peer]["wall"] / base
            better = results["run"]["pairs"]["f1"] - results[peer]["pairs"]["f1"]
            lines.append(f"run against {peer}: {faster:.1f} × as fast, pair F1 {better:+.3f}")
    lines += ["", "versions: " + ", ".join(everything["versions"]), ""]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
