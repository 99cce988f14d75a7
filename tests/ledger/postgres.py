"""A real PostgreSQL server for tests, on a socket of its own; where none is installed the tests are skipped by name."""

import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path


def binary(name):
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return str(found[-1]) if found else shutil.which(name)


def account():
    """The user that runs the server: PostgreSQL refuses root."""
    if os.geteuid() != 0:
        return {}
    with contextlib.suppress(KeyError):
        pwd.getpwnam("postgres")
        return {"user": "postgres"}
    return {"user": "nobody"}


@contextlib.contextmanager
def server():
    folder = Path(tempfile.mkdtemp(prefix="rashomon-pg-"))
    user = account()
    if user:
        shutil.chown(folder, user["user"])
    data = folder / "data"
    run = {"capture_output": True, "cwd": folder, **user}
    subprocess.run(
        [binary("initdb"), "-D", data, "-U", "rashomon", "--auth=trust", "-E", "UTF8", "--no-sync"], check=True, **run
    )
    options = f"-k {folder} -c listen_addresses='' -c fsync=off"
    with (folder / "log").open("w") as log:
        subprocess.run(
            [binary("pg_ctl"), "-D", data, "-o", options, "-w", "-t", "60", "start"],
            check=True,
            stdout=log,
            stderr=log,
            cwd=folder,
            **user,
        )
    try:
        yield f"postgresql+psycopg://rashomon@/postgres?host={folder}"
    finally:
        subprocess.run([binary("pg_ctl"), "-D", data, "-m", "immediate", "stop"], check=True, **run)
        shutil.rmtree(folder, ignore_errors=True)
