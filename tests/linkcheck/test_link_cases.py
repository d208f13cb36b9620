# ruff: noqa: D103, ARG001 - the name of a test says what it holds, cases are read by the line
"""All the ways in one run, each with its right verdict and no false alarm."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from link_cases import Case, all_cases, record, set_up
from link_runs import Ran, Runner
from link_world import World


class _Nowhere(World):
    """A world without servers, to learn the ids by."""

    def __init__(self) -> None:
        self.ports = dict.fromkeys(
            [
                "http",
                "other",
                "tls",
                "tls-chain",
                "refused",
                "tls-refused",
                "tls-expired",
                "tls-plain",
                "reset",
                "closes",
                "hangs",
                "ssh",
            ],
            1,
        )
        self.sent = 0


IDS = [case.id for case in all_cases(_Nowhere())]


@pytest.fixture(scope="module")
def ran(world: World, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Ran, dict[str, Case]]]:
    """One run over everything."""
    cases = set_up(world)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SSL_CERT_FILE", str(world.ca_file))
        runner = Runner(tmp_path_factory.mktemp("all"))
        yield runner([record(world, case) for case in cases]), {case.id: case for case in cases}


@pytest.mark.parametrize("identity", IDS)
def test_verdict(ran: tuple[Ran, dict[str, Case]], world: World, identity: str) -> None:
    result, cases = ran
    row = next(row for row in result.out if row["id"] == identity)
    assert row["verdict"] == cases[identity].verdict, row
    if cases[identity].ends_at:
        assert row["final_url"] == world.url(cases[identity].ends_at)


def test_ids_are_unique_and_many() -> None:
    assert len(IDS) == len(set(IDS)) >= 60


def test_every_row_has_a_reason_and_the_promised_keys(ran: tuple[Ran, dict[str, Case]]) -> None:
    result, cases = ran
    assert [row["id"] for row in result.out] == list(cases)
    assert all(
        set(row) == {"id", "verdict", "detail", "final_url", "status", "ms"} and row["detail"] for row in result.out
    )


def test_one_run_takes_no_link_from_the_visitor(ran: tuple[Ran, dict[str, Case]]) -> None:
    result, _ = ran
    assert not [k for k, v in result.status.items() if v["broken"]]
    assert {k for k, v in result.status.items() if v["failures"]} == {
        k for k in result.status if (k.startswith("dead-") and "loop" not in k) or k == "suspect-taken-over"
    }
    assert result.code == 1  # one address is somebody else's now


def test_a_large_file_costs_its_first_kilobytes(ran: tuple[Ran, dict[str, Case]], world: World) -> None:
    assert 0 < world.sent < 8_000_000  # most of it in the buffers of this machine, none of it read


def test_the_status_is_plain_json(ran: tuple[Ran, dict[str, Case]]) -> None:
    result, _ = ran
    assert json.dumps(sorted(result.status)) == json.dumps(list(result.status))
