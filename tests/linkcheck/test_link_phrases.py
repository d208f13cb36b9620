# ruff: noqa: D103, PT018 - the name of a test says what it holds, cases are read by the line
"""How pages say that they are not there, and how other pages talk about it."""

from __future__ import annotations

import pytest

from linkcheck.judgement import phrases

NOT_FOUND = [
    "Sidan kunde inte hittas",
    "Sidan kunde inte hittas.",
    "Sidan finns inte",
    "Sidan finns inte längre",
    "Sidan du söker finns inte",
    "Sidan du letar efter finns inte längre",
    "Vi kan inte hitta sidan du söker",
    "Vi hittade inte sidan",
    "Tyvärr kunde vi inte hitta sidan du letade efter",
    "Hoppsan! Sidan finns inte",
    "404",
    "404 - Sidan hittades inte",
    "Sidan hittades inte (404)",
    "404 Not Found",
    "Page not found",
    "Oops! That page can’t be found.",
    "The page you requested could not be found.",
    "We couldn't find the page you're looking for",
    "This page doesn't exist",
    "Sidan saknas",
    "Sidan är borttagen",
    "Sidan har tagits bort",
    "Den här sidan finns inte",
    "Sidan du försökte nå kunde inte hittas",
    "Ingen sida hittades",
    "Det finns ingen sida här",
    "Webbsidan hittades inte",
    "Fel 404",
    "Sidan kan inte visas",
    "Innehållet är inte längre tillgängligt",
    "Videon är inte tillgänglig",
    "Sidan kan ha flyttats eller tagits bort",
    "Sidan kunde tyvärr inte hittas",
    "Sidan finns tyvärr inte längre kvar",
    "Error 404 – Page Not Found",
    "Sorry, the page you are looking for does not exist.",
    "Vi kan tyvärr inte hitta sidan som du letar efter",
    "HTTP 404",
    "Sidan du sökte har flyttats eller finns inte längre",
    "Nothing found",
    "Sidan går inte att hitta",
    "Ojdå, den här sidan finns inte!",
    "Sidan du söker verkar inte finnas",
    "Sidan existerar inte",
    "Dokumentet kunde inte hittas",
    "Denna sida finns inte",
    "Sidan ej funnen",
    "404 – sidan kunde inte hittas",
    "Vi kunde inte hitta sidan",
    "Vi hittar inte sidan",
    "Sidan hittas inte",
    "Sidan är flyttad eller borttagen",
    "Det gick inte att hitta sidan",
    "Sidan kunde ej hittas",
    "Hittade inte sidan",
    "Hittar inte sidan",
    "Kan inte hitta sidan",
]
OTHER = [
    "Så hanterar du 404-fel",
    "Sidan kunde inte hittas – så skriver du ett bra felmeddelande",
    "404: a history of the error page",
    "Sidan finns inte på engelska",
    "När sidan inte kan hittas",
    "Vanliga felmeddelanden",
    "Rum 404",
    "Peugeot 404",
    "Lag 404 kap 3",
    "Stöd som finns",
    "Vi hittade hem",
    "Om hjälp inte finns",
    "Personen kunde inte hittas",
    "Om sidan inte finns",
    "Hjälp! Jag hittar inte vården",
    "Not found: the story of lost children",
]


@pytest.mark.parametrize("text", NOT_FOUND)
def test_says_not_found(text: str) -> None:
    assert phrases.heading_says_not_found(text) or any(phrases.says_not_found(s) for s in phrases.sentences(text))


@pytest.mark.parametrize("text", OTHER)
def test_only_talks_about_it(text: str) -> None:
    assert not phrases.heading_says_not_found(text)


@pytest.mark.parametrize("text", ["«Sidan kunde inte hittas»", "”404 Not Found”", '"Page not found"'])
def test_what_is_quoted_is_not_said(text: str) -> None:
    assert not phrases.heading_says_not_found(text) and not phrases.sentences(text)
