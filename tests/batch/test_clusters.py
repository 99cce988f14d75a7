import os
import signal
import time

import pytest

from rashomon.batch import run_batch
from rashomon.batch.clusters import DaskWorkers, RayWorkers
from rashomon.errors import ClusterFailed
from rashomon.settings import Settings
from tests.batch.archives import reports

LEXICAL = Settings(reader="lexical", threads=1, relevance_threshold=0.0)


def test_no_scheduler_is_one_clear_line():
    distributed = pytest.importorskip("distributed")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(distributed, "Client", lambda *_, **__: (_ for _ in ()).throw(OSError("refused")))
        with pytest.raises(ClusterFailed, match="no Dask scheduler answers"):
            DaskWorkers("127.0.0.1:1")


@pytest.mark.slow
def test_a_cluster_that_loses_a_node_loses_no_page(tmp_path):
    distributed = pytest.importorskip("distributed")
    paths = [reports(10, first=10 * n).write(tmp_path / f"{n}.warc.gz") for n in range(6)]
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50
    ) as cluster:
        address = cluster.scheduler_address.removeprefix("tcp://")
        victims = [worker.pid for worker in cluster.workers.values()][:1]
        killed = []

        def strike(progress):
            if victims and progress.pages:
                killed.append(victims.pop())
                os.kill(killed[0], signal.SIGKILL)

        end = run_batch(paths, tmp_path / "out", LEXICAL, runner=DaskWorkers(address), on_progress=strike)
        time.sleep(0.2)
    assert killed
    assert end.states == {"read": 60}
    assert len(end.ends) == 6
    assert not end.failed


@pytest.mark.slow
def test_ray_gives_what_local_processes_give(tmp_path):
    pytest.importorskip("ray")
    paths = [reports(3, first=3 * n).write(tmp_path / f"{n}.warc.gz") for n in range(2)]
    end = run_batch(paths, tmp_path / "out", LEXICAL, runner=RayWorkers(""))
    assert end.states == {"read": 6}
    assert not end.failed
