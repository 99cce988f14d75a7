"""A watch in a process of its own that may ask this machine, so that a test can kill it: `python -m tests.watch.killed`."""

import sys
from pathlib import Path

from rashomon.intake.fetching import Fetcher
from rashomon.ledger import Ledger
from rashomon.ledger.watched import WatchState
from rashomon.settings import Settings
from rashomon.watch import Manners, Watch

if __name__ == "__main__":
    folder, feed = Path(sys.argv[1]), sys.argv[2]
    settings = Settings(reader="lexical", fetch_timeout=10.0)
    local = Fetcher(settings=settings, allows=lambda address: address.is_loopback)
    manners = Manners(fetcher=local, sleep=lambda seconds: None)
    with Ledger(folder / "l.db") as ledger, WatchState(folder / "l.db.watch") as state:
        print(Watch([feed], ledger, state, settings, manners=manners).round().line)
