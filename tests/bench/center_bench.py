#!/usr/bin/env python3
"""Two million enrollments of a thousand terminals into a durable PostgreSQL server of its own, beside COPY of the same
rows. Districts as the published participation of a city says (ningbo_2018_participation.tsv)."""
import argparse
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "support"))
import postgres_server


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--bin", required=True)
    options.add_argument("--records", type=int, default=2_000_000)
    arguments = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        address = pathlib.Path(folder) / "address"
        postgres_server.start(address, "max_wal_size=4GB", "shared_buffers=256MB")
        try:
            subprocess.run([pathlib.Path(arguments.bin) / "center_scale", address.read_text(), str(arguments.records),
                            HERE / "ningbo_2018_participation.tsv"], check=True)
        finally:
            postgres_server.stop(address)


if __name__ == "__main__":
    main()
