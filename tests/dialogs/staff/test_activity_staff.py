"""Staff and activities: written step by step, doubted, published as seen, within their districts; the list at the door shows nobody's name."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.activities import Activity, ActivityState, guests
from rules.activities import fingerprint, of_plain
from rules.roles import Role
from tests.actions.activity_house import STARTS
from tests.botapi.markup import read_html, utf16
from tests.botapi.texts import TEXT_UNITS
from tests.dialogs.activity_talk import an_activity, at, family, post, row_of, seated, text_of
from tests.dialogs.staffed import Worker, a_place, staffed_house
from tests.dialogs.talk import House


def written(worker: Worker) -> None:
    """As far as the draft."""
    worker.tap("go:staff_activity_new")
    worker.say("作业辅导")
    worker.press("Homework help")
    worker.say("下周六")
    worker.say("下午2点到4点")
    worker.say("二楼大教室")
    worker.press("In these words")


def test_from_the_name_to_what_families_see(house: House, worker: Worker) -> None:
    written(worker)
    assert "families do not see it yet" in worker.screens[0].text
    worker.press("Seats")
    assert "number" in worker.say("many").text
    worker.say("20个名额")
    worker.press("Ages")
    worker.say("6-11")
    worker.press("As families see it")
    preview = worker.screens[0].text
    assert "二楼大教室" in preview
    assert "Not written in: English" in preview
    preview = worker.tap("aws:1:en").text
    worker.press("Publish it so")
    row = row_of(house, 1)
    assert (row.state, row.districts, row.seats) == (ActivityState.OPEN, "|jinghu|", 20)
    outline = of_plain(row.content)
    assert outline.starts_at == row.starts_at
    assert [(band.first, band.last) for band in outline.audience.ages] == [(72, 143)]
    card = family(house, 3).tap("acd:look:1").text
    assert all(line in card for line in preview.splitlines()[2:6])


def test_only_what_was_seen_is_published(house: House, worker: Worker) -> None:
    written(worker)
    worker.press("As families see it")
    seen = worker.button("Publish it so").tap or ""
    colleague = Worker(house, 9).hired(Role.WORKER, "jinghu")
    colleague.tap("awv:1:seats:10")
    assert "changed it since" in worker.tap(seen).text
    assert row_of(house, 1).state == ActivityState.DRAFT
    worker.press("Publish it so")
    again = worker.tap(worker.screens[0].choices[0][0].tap or "").text
    assert again
    assert row_of(house, 1).revision == 1
    assert "Published" in worker.tap(f"awg:1:{fingerprint(of_plain(row_of(house, 1).content))}").text
    assert row_of(house, 1).revision == 1


@pytest.mark.parametrize(
    ("field", "words", "wrong"),
    [
        ("day", "过段时间", "day"),
        ("day", "2020-01-01", "day"),
        ("hours", "16:00-14:00", "one day"),
        ("hours", "晚上", "one day"),
        ("seats", "0", "number"),
        ("seats", "100000", "number"),
        ("age", "大孩子", "like 3-6"),
        ("topic", "随便", "tap"),
        ("district", "镜湖区", "tap"),
    ],
)
def test_wrong_words_are_asked_again(
    house: House, worker: Worker, field: str, words: str, wrong: str
) -> None:
    written(worker)
    before = row_of(house, 1).draft
    worker.tap(f"awv:1:{field}:")
    assert wrong in worker.say(words).text
    assert row_of(house, 1).draft == before


@pytest.mark.parametrize(
    "words", ["<b>x</b>", "{0} %s", "\x00a", "\ud800b", "\u202eabc", "x" * 10_000, "110105199003071234"]
)
@pytest.mark.parametrize("field", ["title", "text", "where"])
def test_hostile_words(house: House, worker: Worker, field: str, words: str) -> None:
    written(worker)
    worker.tap(f"awt:1:{field}:zh_CN:0")
    worker.say(words)
    draft = of_plain(row_of(house, 1).draft or {})
    kept = {"title": draft.titles, "text": draft.texts, "where": draft.wheres}[field].get("zh_CN", "")
    assert len(kept) <= 600
    assert "110105199003071234" not in kept
    assert "\x00" not in kept
    assert "\ud800" not in kept
    worker.tap("aww:edit:1")
    worker.tap("aww:preview:1")


def test_other_districts_and_who_was_let_go(house: House, worker: Worker) -> None:
    an_activity(house)
    other = Worker(house, 9).hired(Role.WORKER, "yijiang")
    for address in (
        "aww:look:1",
        "aww:edit:1",
        "aww:guests:1",
        "aww:cancel:1",
        "awx:1:weather:1",
        "awv:1:seats:9",
    ):
        assert "no such activity" in other.tap(address).text, address
    assert row_of(house, 1).state == ActivityState.OPEN
    assert row_of(house, 1).draft is None
    worker.let_go()
    for address in (
        "aww:look:1",
        "awx:1:none:1",
        "awg:1:00000000",
        "awd:1:1:1:0",
        "go:staff_activities",
        "awl:open:0",
    ):
        assert worker.taps_in_vain(address), address
    viewer = Worker(house, 10).hired(Role.VIEWER, "jinghu")
    assert "Class" in viewer.tap("aww:look:1").text
    for address in ("aww:edit:1", "awx:1:none:1", "go:staff_activity_new", "aww:guests:1"):
        assert viewer.taps_in_vain(address), address


def test_the_list_at_the_door_names_nobody(house: House, worker: Worker) -> None:
    an_activity(house, seats=None)
    parent = family(house, 3)
    parent.tap("acc:1:yes:2")
    worker.tap("aww:guests:1")
    told = text_of(worker.screens)
    assert "1 family, 2 children" in told
    assert "• Family 1 · 2 children" in told
    assert not [one for row in worker.screens[0].choices for one in row if "Family" in one.label]
    worker.tap("awd:1:1:1:0")
    with house.session() as session:
        assert [one.came_at for one in guests(session, 1)] == [None], "the door is not open yet"
    at(house, STARTS - timedelta(hours=2))
    worker.tap("aww:guests:1")
    worker.press("Family 1 · 2 children")
    assert "Came: 1 family, 2 children" in text_of(worker.screens)
    worker.press("Family 1 · 2 children")
    assert "Came:" not in text_of(worker.screens)


def test_more_seats_move_the_list_up(house: House, worker: Worker) -> None:
    an_activity(house)
    for number in (3, 4):
        family(house, number).tap("acc:1:yes:1")
    assert seated(house, 1) == 1
    worker.tap("awv:1:seats:10")
    worker.press("As families see it")
    worker.press("Publish it so")
    assert seated(house, 1) == 2
    assert [to for to, _letter in post(house)] == [4]


def test_it_is_called_off_once_asked(house: House, worker: Worker) -> None:
    an_activity(house)
    family(house, 3).tap("acc:1:yes:1")
    worker.tap("aww:cancel:1")
    worker.press("because of the weather")
    assert "1 family is told" in worker.screens[0].text
    assert row_of(house, 1).state == ActivityState.OPEN
    worker.press("Yes, call it off")
    assert row_of(house, 1).why == {"is": "weather"}
    assert "cannot be changed" in worker.tap("aww:edit:1").text


def test_an_invitation_is_a_draft_of_a_notice(house: House, worker: Worker) -> None:
    an_activity(house, titles={"zh_CN": "家长课堂"})
    told = worker.tap("aww:announce:1").text
    assert "The invitation is written" in told
    assert "家长课堂" in told
    assert "cannot be changed" not in told


def test_a_place_by_its_name(house: House, worker: Worker) -> None:
    number = a_place(house, "镜湖社区中心", kind="community_office")
    worker.tap("go:staff_activity_new")
    worker.say("家长课堂")
    worker.press("A class for parents")
    worker.say("明天")
    worker.say("18:30-20:00")
    worker.say("镜湖社区中心")
    worker.press("📍 镜湖社区中心")
    draft = of_plain(row_of(house, 1).draft or {})
    assert draft.place == number
    assert "镜湖社区中心" in text_of(worker.screens)


def test_once_more_next_quarter(house: House, worker: Worker) -> None:
    an_activity(house, titles={"zh_CN": "家长课堂"})
    assert "Copied" in worker.tap("aww:copy:1").text
    first, second = (of_plain(row_of(house, one).draft or row_of(house, one).content) for one in (1, 2))
    assert first.starts_at is not None
    assert second.starts_at is not None
    assert (second.starts_at - first.starts_at).days == 91
    assert row_of(house, 2).state == ActivityState.DRAFT


_DO = [
    "look",
    "edit",
    "preview",
    "drop",
    "dropped",
    "announce",
    "guests",
    "code",
    "cancel",
    "results",
    "copy",
    "said",
    "x",
]
_VALUES = [
    "",
    "-",
    "jinghu",
    "yijiang",
    "homework",
    "2026-12-05",
    "0900-1100",
    "9999-0000",
    "20",
    "kinder",
    "zh_CN",
    "1",
    "\u0663",
]
_ACTS = st.one_of(
    st.tuples(st.just("tap"), st.builds("aww:{}:{}".format, st.sampled_from(_DO), st.sampled_from([0, 1, 2, 3, 99]))),
    st.tuples(
        st.just("tap"),
        st.builds(
            "awv:{}:{}:{}".format,
            st.sampled_from([1, 2]),
            st.sampled_from(["topic", "day", "hours", "seats", "age", "district", "language", "place", "x"]),
            st.sampled_from(_VALUES),
        ),
    ),
    st.tuples(
        st.just("tap"),
        st.builds("awt:{}:{}:{}:{}".format, st.just(1), st.sampled_from(["title", "text", "where", "x"]),
                  st.sampled_from(["zh_CN", "en", "xx", ""]), st.sampled_from([0, 1])),
    ),
    st.tuples(
        st.just("tap"),
        st.sampled_from(["go:staff_activities", "go:staff_activity_new", "awl:over:0", "awl:x:5", "awd:1:1:1:0",
                         "awd:1:0:0:9", "awx:1:weather:0", "awx:1:typed:1", "awx:2:none:1", "aws:1:en", "aws:1:xx", "awg:1:00000000"]),
    ),
    st.tuples(st.just("say"), st.one_of(st.sampled_from(["周六", "14:00-16:00", "20", "3-6", "<b>x</b>"]), st.text(min_size=1, max_size=30))),
)  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(acts=st.lists(_ACTS, min_size=1, max_size=12))
def test_whatever_is_tapped_every_screen_is_sound(acts: list[tuple[str, str]]) -> None:
    with staffed_house() as house:
        an_activity(house)
        worker = Worker(house, 8).hired(Role.WORKER, "jinghu")
        stranger = Worker(house, 9).hired(Role.WORKER, "yijiang")
        for do, what in acts:
            for body in worker.tries_to(do, what):
                screen = body.get("screen")
                if screen:
                    text, _entities = read_html(screen["text"])
                    assert 1 <= utf16(text) <= TEXT_UNITS
            if do == "tap" and ":1" in what:
                for body in stranger.tries_to(do, what):
                    assert "Class" not in (body.get("screen") or {}).get("text", "")
        with house.session() as session:
            assert session.get(Activity, 1) is not None
