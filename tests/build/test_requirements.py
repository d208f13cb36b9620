"""The page of requirements is true: every row is there, every test it names exists, and its sum is right."""

from __future__ import annotations

import ast
import re
from collections import Counter

from built import ROOT, Site
from element_tree import words_of

# How many rows each part of the web standards has.
ROWS = {"C": 11, "S": 10, "Q": 6, "A": 15, "L": 6, "P": 7, "H": 7, "V": 7, "Z": 5, "D": 7}
HELD = ("Test", "Delvis", "Person", "Inte ännu")


def rows(site: Site) -> dict[str, tuple[str, list[tuple[str, str]]]]:
    """Give for each row what holds it, and the tests it names with their files."""
    found = {}
    for row in site.document("/krav/").iter("tr"):
        cells = row.findall("td")
        if cells:
            names = [words_of(one) for one in cells[-1].iter("code")]
            tests, file = [], ""
            for name in names:
                if name.endswith(".py"):
                    file = name
                else:
                    tests.append((file, name))
            found[words_of(row.find("th"))] = (words_of(cells[-1].find("strong")).removesuffix("."), tests)
    return found


def test_every_row_says_what_holds_it(site: Site) -> None:
    """All rows stand there in order; one that a test holds, in whole or in part, names it, and another names none."""
    found = rows(site)
    assert list(found) == [f"{part}{number}" for part, last in ROWS.items() for number in range(1, last + 1)]
    assert {held for held, _ in found.values()} <= set(HELD)
    assert [row for row, (held, tests) in found.items() if held in {"Test", "Delvis"} and not tests] == []
    assert [row for row, (held, tests) in found.items() if held == "Person" and tests] == []


def test_every_test_it_names_exists(site: Site) -> None:
    """By file and name, so that a test that is renamed or taken away is missed here."""
    named = {test for _, tests in rows(site).values() for test in tests}
    there = {
        (file, node.name)
        for file in {file for file, _ in named}
        for node in ast.walk(ast.parse((ROOT / file).read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
    }
    assert len(named) > 100
    assert sorted(named - there) == []


def test_its_sum_is_right(site: Site) -> None:
    """The sentence before the tables counts what stands in them."""
    counted = Counter(held for held, _ in rows(site).values())
    text = words_of(site.document("/krav/").find(".//article"))
    sentence = re.search(
        r"Av (\d+) krav håller test (\d+)\. Vid (\d+) håller test en del\. (\d+) måste en människa pröva\. Vid (\d+)",
        text,
    )
    assert sentence
    assert [int(one) for one in sentence.groups()] == [sum(ROWS.values()), *(counted[held] for held in HELD)]
