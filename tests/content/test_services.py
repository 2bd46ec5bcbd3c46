"""The list of services loads, is complete and honest, a city changes it by id, and its errors name file, line and cure."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from content import PACKS, PackError, load_knowledge
from content.checkups import load_checkups
from content.loading import load
from content.services import NEEDED, RULES, load_services
from content.vaccine_models import RulesFile
from content.vaccines import NATIONAL, load_book
from rules.services import Edge, Service
from rules.spans import Span

KNOWLEDGE = load_knowledge("cn/wuhu")
BOOK = KNOWLEDGE.services
#: The city that has nothing of its own: the country's list as it is.
PLAIN = load_services(NATIONAL, NATIONAL / "nowhere", KNOWLEDGE.hotlines)


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    shutil.copytree(PACKS / "cn", tmp_path / "cn")
    return tmp_path


def said(service: Service) -> set[str]:
    return {*service.who, *service.what, *service.how, *service.where}


def test_every_sentence_is_short_plain_and_said_somewhere() -> None:
    for rule in BOOK.rules.values():
        assert len(rule.text) <= 60, rule.id
        assert not re.search(r"[{}<>&]", rule.text), rule.id
        assert rule.checked == date(2026, 11, 26)
    told = {one for book in (BOOK, PLAIN) for service in book.services.values() for one in said(service)}
    assert told | set(NEEDED) == BOOK.rules.keys()


def test_what_decides_is_also_said() -> None:
    """Nobody hears a reason on which the service itself is silent."""
    for service in (*BOOK.services.values(), *PLAIN.services.values()):
        terms = service.terms
        rules = {terms.ages.rule, terms.ages.maybe_rule, terms.half_year, *terms.depends}
        rules |= {part[1] for part in (terms.permit, terms.hukou, terms.special) if part is not None}
        assert rules - {None} <= said(service), service.id


def test_rule_ids_are_not_those_of_other_books() -> None:
    assert BOOK.rules.keys().isdisjoint(load_book().rules)
    assert BOOK.rules.keys().isdisjoint(load_checkups().rules)


def test_no_item_of_the_list_has_a_number() -> None:
    """Neither "item 7" nor how many there are: the numbering is not known, and helps nobody."""
    words = [rule.text for rule in BOOK.rules.values()]
    words += [text for one in BOOK.services.values() for text in (one.name, one.everyday, one.office)]
    assert not [text for text in words if re.search("第[0-9一二三四五六七八九十]+[项条]|[0-9]+ ?项", text)]


def test_our_reconstructions_are_second_hand() -> None:
    for rule in BOOK.rules.values():
        if {"R", "K", "S0", "E"} & set(rule.source):
            assert rule.confidence != "confirmed", rule.id


def test_every_service_can_be_typed_for_and_no_word_means_two() -> None:
    words = [word.casefold() for one in BOOK.services.values() for word in one.aliases]
    assert len(words) == len(set(words))
    assert all(one.aliases for one in BOOK.services.values())


def test_labels_fit_on_two_buttons_in_a_row() -> None:
    assert all(len(one.everyday) <= 12 for one in BOOK.services.values())


def test_a_city_adds_its_own_and_changes_the_rest_field_by_field() -> None:
    added = BOOK.services.keys() - PLAIN.services.keys()
    assert added == {"legal_aid", "paired_help", "law_safety", "friendly_city"}
    here, there = BOOK.services["kindergarten"], PLAIN.services["kindergarten"]
    assert here.how != there.how
    assert (here.who, here.terms, here.everyday) == (there.who, there.terms, there.everyday)
    order = [one.id for one in BOOK.areas]
    assert [order.index(one.area) for one in BOOK.services.values()] == sorted(
        order.index(one.area) for one in BOOK.services.values()
    )


def test_a_city_can_leave_out_what_it_does_not_have(packs: Path) -> None:
    path = packs / "cn" / "wuhu" / "services.yaml"
    path.write_text(path.read_text().replace("services:\n", "left_out:\n  - city_life\nservices:\n", 1))
    assert "city_life" not in load_knowledge("cn/wuhu", packs).services.services


def test_the_childcare_cash_has_no_last_age_of_our_own() -> None:
    """Until 3; after that nobody knows whether it is still paid, so the place of the register is asked (not the office here)."""
    cash = PLAIN.services["childcare_cash"]
    ages = cash.terms.ages
    assert (ages.closes, ages.maybe_until) == (Edge("birth", Span(months=36)), None)
    assert (ages.maybe_rule, ages.born_from) == ("SX10", date(2022, 1, 1))
    assert not cash.phones


def test_emergency_numbers_are_named_only_where_they_help() -> None:
    for one in BOOK.services.values():
        assert all(phone in KNOWLEDGE.hotlines for phone in one.phones)
    assert {one.id for one in BOOK.services.values() if "police" in one.phones} == {
        "protection",
        "law_safety",
    }


def test_rules_of_the_list_are_in_the_file_that_is_named_when_one_is_missing() -> None:
    assert {one.id for one in load(NATIONAL / RULES[0], RulesFile).rules} >= set(NEEDED)


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        ("services.yaml", "from: kindergarten - 8 months", "from: kindergarten minus 8", "no age"),
        ("services.yaml", "until: 3 years", "until: three years", "no age"),
        ("services.yaml", "list: first", "list: everybody", "only|first"),
        ("services.yaml", "is: needed", "is: wanted", "needed"),
        ("services.yaml", "- hardship", "- poor", "hardship"),
        ("services.yaml", "area: health", "area: hospital", "there is no area hospital"),
        ("services.yaml", "- SE17", "- SE99", "there is no rule SE99"),
        ("services.yaml", "rule: SE1\n", "rule: SE98\n", "there is no rule SE98"),
        ("services.yaml", "- insurance\n", "- insurances\n", "there is no hotline insurances"),
        ("services.yaml", "id: childcare\n", "id: vaccines\n", "an id stands twice: vaccines"),
        ("services.yaml", "born_from: 2022-01-01", "born_from: 2022-01-41", "unreadable|date"),
        ("services.yaml", "        maybe_rule: SN7\n", "", "on what it depends"),
        ("services.yaml", "    who:\n", "    whom:\n", "who"),
        ("service_rules_early.yaml", "id: SE2\n", "id: SE1\n", "rule SE1: written twice"),
        ("service_rules_early.yaml", "id: SL4", "id: SL44", "the rule SL4 is missing"),
        ("service_rules_home.yaml", "      - S23", "      - S99", "there is no source S99"),
        ("service_rules_school.yaml", "    confidence: confirmed", "    confidence: sure", "confidence"),
        ("wuhu/services.yaml", "id: legal_aid", "id: legal_help\n    everyday: ''", "everyday"),
        ("wuhu/services.yaml", "    department: 司法局\n", "", "service legal_aid: department"),
        ("wuhu/services.yaml", "id: school\n", "id: schools\n", "service schools"),
        ("wuhu/services.yaml", "- SW12", "- SW88", "there is no rule SW88"),
        ("wuhu/services.yaml", "services:\n", "left_out:\n  - pony\nservices:\n", "no service pony"),
        ("wuhu/services.yaml", "id: SW1\n", "id: SE1\n", "rule SE1: written twice"),
    ],
)
def test_errors_name_file_line_and_cure(packs: Path, name: str, old: str, new: str, says: str) -> None:
    path = packs / "cn" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(PackError, match=says) as raised:
        load_knowledge("cn/wuhu", packs)
    assert raised.value.path == path
    assert raised.value.line >= 1
    assert raised.value.cure
