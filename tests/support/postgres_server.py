#!/usr/bin/env python3
"""A PostgreSQL server of one's own for tests and benchmarks: Debian's package, a private data folder, a socket and no
port. `start FILE` writes its address into FILE, `stop FILE` ends it. PostgreSQL refuses to run as root, so root hands
it to the user that the package made."""
import os
import pathlib
import pwd
import shutil
import subprocess
import sys
import tempfile

PROGRAMS = max(pathlib.Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name))


def as_its_user(arguments, **options):
    user = {} if os.geteuid() != 0 else {"user": "postgres", "group": "postgres", "extra_groups": []}
    done = subprocess.run([str(a) for a in arguments], capture_output=True, text=True, cwd="/", **user, **options)
    if done.returncode != 0:
        sys.exit(f"{arguments[0]} ended with {done.returncode}: {done.stderr}{done.stdout}")


def start(file, *server_options):
    stop(file)
    folder = pathlib.Path(tempfile.mkdtemp(prefix="kiosk_postgres."))
    if os.geteuid() == 0:
        owner = pwd.getpwnam("postgres")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    as_its_user([PROGRAMS / "initdb", "-D", folder / "data", "-A", "trust", "-U", "kiosk", "-E", "UTF8",
                 "--locale=C", "--no-sync"])
    settings = ["listen_addresses=", f"unix_socket_directories={folder}", *server_options]
    as_its_user([PROGRAMS / "pg_ctl", "-D", folder / "data", "-w", "-l", folder / "log", "-o",
                 " ".join(f"-c {setting}" if setting.split("=", 1)[1] else f"-c {setting}''" for setting in settings),
                 "start"])
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"postgresql:///postgres?host={folder}&user=kiosk")


def stop(file, *_):
    if not file.exists():
        return
    folder = pathlib.Path(file.read_text().split("host=")[1].split("&")[0])
    if (folder / "data/postmaster.pid").exists():
        as_its_user([PROGRAMS / "pg_ctl", "-D", folder / "data", "-m", "immediate", "-w", "stop"])
    shutil.rmtree(folder, ignore_errors=True)
    file.unlink()


if __name__ == "__main__":
    {"start": start, "stop": stop}[sys.argv[1]](pathlib.Path(sys.argv[2]), *sys.argv[3:])
