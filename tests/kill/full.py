#!/usr/bin/env python3
"""Kills a run again and again and counts what came of it.

A run of many member creations against the sandbox without a rate limit is killed with SIGKILL at
random moments; twice its journal is cut in the middle of its last record. Afterwards every member
must be there exactly once and the result file must have one line each. Tells how long each restart
took until the next write reached the sandbox.

    tests/kill/full.py [--program target/release/gatehouse] [--members 5000] [--kills 20]
                       [--cuts 2] [--seed 7]
"""

import argparse
import csv
import glob
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request

LOOK_EVERY = 0.002
PATIENCE = 120


def get(base, path):
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(base + path, timeout=30) as answer:
        return json.load(answer)


class Bench:
    def __init__(self, program, folder, chance):
        self.program, self.folder, self.chance = program, folder, chance
        self.sandbox = subprocess.Popen(
            [program, "sandbox", "--size", "s", "--rate", "off"], stdout=subprocess.PIPE, text=True
        )
        self.hello = json.loads(self.sandbox.stdout.readline())
        self.base = self.hello["baseUrl"]
        self.site = self.hello["sites"][0]["id"]
        self.env = dict(
            os.environ,
            GATEHOUSE_DATA_DIR=os.path.join(folder, "data"),
            GATEHOUSE_API_KEY=self.hello["apiKey"],
        )

    def place(self, name):
        return os.path.join(self.folder, name)

    def run(self, *arguments):
        subprocess.run([self.program, *arguments], env=self.env, check=True, capture_output=True)

    def apply(self):
        return subprocess.Popen(
            [
                self.program, "apply", self.place("plan.json"), "--pace", "off", "--json",
                "--result", self.place("result.csv"),
            ],
            env=self.env,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def writes(self):
        return get(self.base, "/_sandbox/state")["writes"]

    def journal(self):
        [path] = glob.glob(os.path.join(self.folder, "data", "profiles", "*", "journal.log"))
        return path

    def until_writes(self, least, child):
        """Waits until so many writes reached the sandbox; tells whether the run still goes on."""
        end = time.monotonic() + PATIENCE
        while self.writes() < least:
            if child.poll() is not None:
                return False
            if time.monotonic() > end:
                sys.exit(f"nothing more was written within {PATIENCE} s")
            time.sleep(LOOK_EVERY)
        return True

    def cut(self):
        """Cuts the journal in the middle of its last record."""
        path = self.journal()
        with open(path, "r+b") as file:
            whole = file.read()
            last = len(whole) - (whole.rstrip(b"\n").rfind(b"\n") + 1)
            file.truncate(len(whole) - self.chance.randrange(1, last))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", default="target/release/gatehouse")
    parser.add_argument("--members", type=int, default=5000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--cuts", type=int, default=2)
    parser.add_argument("--seed", type=int, default=7)
    wish = parser.parse_args()
    chance = random.Random(wish.seed)
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(os.path.abspath(wish.program), folder, chance)
        try:
            sys.exit(kill(bench, wish))
        finally:
            bench.sandbox.kill()
            bench.sandbox.wait()


def kill(bench, wish):
    with open(bench.place("members.csv"), "w", encoding="utf-8") as file:
        file.write("loginEmail,firstName\n")
        file.writelines(f"m{n}@example.com,M{n}\n" for n in range(wish.members))
    bench.run("connect", "--base-url", bench.base)
    bench.run("sync")
    bench.run(
        "plan", "create-members", "--site", bench.site, "--file", bench.place("members.csv"),
        "--pace", "off", "-o", bench.place("plan.json"),
    )
    # Moments from the first write to shortly before the last, no two the same.
    moments = sorted(bench.chance.sample(range(1, wish.members - 20), wish.kills))
    cuts = set(bench.chance.sample(range(wish.kills), wish.cuts))
    first, restarts, killed = bench.writes(), [], 0
    began = time.monotonic()
    child = bench.apply()
    for n, moment in enumerate(moments):
        if not bench.until_writes(first + moment, child):
            break
        time.sleep(bench.chance.uniform(0, 0.01))
        child.send_signal(signal.SIGKILL)
        child.wait()
        killed += 1
        if n in cuts:
            bench.cut()
        before, start = bench.writes(), time.monotonic()
        child = bench.apply()
        bench.until_writes(before + 1, child)
        restarts.append(time.monotonic() - start)
    told, _ = child.communicate(timeout=600)
    took = time.monotonic() - began
    site = urllib.parse.quote(bench.site)
    created = get(bench.base, f"/_sandbox/members?site={site}")["created"]
    ours = {k: v for k, v in created.items() if k.startswith("m") and k.endswith("@example.com")}
    twice = [k for k, v in ours.items() if v != 1]
    with open(bench.place("result.csv"), encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    outcomes = {}
    for row in rows:
        outcomes[row["Outcome"]] = outcomes.get(row["Outcome"], 0) + 1
    sound = subprocess.run([bench.program, "verify", bench.journal()], capture_output=True)
    report = json.loads(told)
    print(f"killed {killed} times, the journal cut {len(cuts)} times, {took:.1f} s in all")
    print(f"restarts until the next write: longest {max(restarts):.2f} s, all in order: "
          + " ".join(f"{r:.2f}" for r in restarts))
    print(f"members created: {len(ours)}, twice: {len(twice)}")
    print(f"writes that reached the sandbox: {bench.writes() - first}")
    print(f"lines of the result file: {len(rows)}, {outcomes}")
    print(f"apply ended with {child.returncode}: {report.get('summary')}; "
          f"verify with {sound.returncode}")
    good = (
        killed == wish.kills
        and len(ours) == wish.members
        and not twice
        and len(rows) == wish.members
        and len({row["Line"] for row in rows}) == wish.members
        and max(restarts) <= 2
        and child.returncode == 0
        and sound.returncode == 0
    )
    print("as it must be" if good else "NOT as it must be")
    return 0 if good else 1


if __name__ == "__main__":
    main()
