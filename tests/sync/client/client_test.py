#!/usr/bin/env python3
"""The second client against the real center: what it pushed is held and opens there."""
import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
CLOCK = ["--clock", "2026-06-15T09:00"]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", type=pathlib.Path, required=True)
    center = parser.parse_args().bin / "kiosk-center"
    with tempfile.TemporaryDirectory() as folder:
        state = ["--state", f"{folder}/center", *CLOCK]

        def run(*arguments):
            return subprocess.run([center, *arguments, *state], check=True, stdout=subprocess.PIPE, text=True).stdout

        run("init", "--root-dir", f"{folder}/root", "--city", "测试市", "--center", "测试中心", "--host", "127.0.0.1")
        def serve(*arguments):
            started = subprocess.Popen([center, "serve", "--listen", "127.0.0.1:0", *arguments, *state],
                                       stdout=subprocess.PIPE, text=True)
            started.stdout.readline()
            return started

        serving = serve()
        try:
            code = run("register", "--station", "SM03", "--number", "1", "--prefix", "JL03").strip()
            pushed = subprocess.run([sys.executable, HERE / "second_client.py", code, "25"], check=True,
                                    stdout=subprocess.PIPE, text=True).stdout
            assert json.loads(pushed)["held"] == 25, pushed
            run("adjudicate", "--once")
            status = json.loads(run("status"))
            assert (status["entries"], status["pending"], status["unreadable"]) == (25, 0, 0), status

            # It says no wire version, so it speaks the first one.
            serving.terminate()
            serving.wait()
            serving = serve("--least-wire", "2")
            code = run("register", "--station", "SM03", "--number", "2", "--prefix", "JL04").strip()
            refused = subprocess.run([sys.executable, HERE / "second_client.py", code, "1"], stderr=subprocess.PIPE,
                                     text=True)
            assert refused.returncode == 1 and ": 426 " in refused.stderr, refused.stderr
            assert "update-terminal" in refused.stderr and '"least_wire":2' in refused.stderr, refused.stderr
        finally:
            serving.terminate()
            serving.wait()
    print("the second client's 25 records are held and open at the center")


main()
