"""With a real aiogram Bot: what is said, edited, deleted, tapped, and who cannot be reached."""

from __future__ import annotations

import pytest
from aiogram import Bot
from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramRetryAfter,
)
from aiogram.types import (
    BotCommand,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    LinkPreviewOptions,
    ReplyKeyboardMarkup,
    ReplyParameters,
)

from tests.botapi import BotApi, Fault

KEYS = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="好", callback_data="ok:1")]])
OTHER = InlineKeyboardMarkup(
    inline_keyboard=[[InlineKeyboardButton(text="网页", url="https://example.org/")]]
)
OLD = "query is too old and response timeout expired or query ID is invalid"


async def test_a_message_comes_back_as_aiogram_reads_it(api: BotApi, bot: Bot) -> None:
    preview = LinkPreviewOptions(is_disabled=True)
    sent = await bot.send_message(
        1, "🐦 <b>小候鸟</b>", parse_mode="HTML", reply_markup=KEYS, link_preview_options=preview
    )
    assert (sent.text, sent.html_text) == ("🐦 小候鸟", "🐦 <b>小候鸟</b>")
    assert sent.from_user is not None
    assert sent.from_user.id == bot.id == (await bot.me()).id
    assert sent.reply_markup is not None
    assert sent.reply_markup.model_dump() == KEYS.model_dump()
    reply = await bot.send_message(1, "x", reply_parameters=ReplyParameters(message_id=sent.message_id))
    assert reply.reply_to_message is not None
    with pytest.raises(TelegramBadRequest, match="message to be replied not found"):
        await bot.send_message(1, "x", reply_parameters=ReplyParameters(message_id=999))
    assert [one.html for one in api.user(1).heard()] == ["🐦 <b>小候鸟</b>", "x"]
    assert api.violations == []


async def test_places_and_actions(api: BotApi, bot: Bot) -> None:
    venue = await bot.send_venue(1, 31.33, 118.43, "接种门诊", "北京中路 1 号", reply_markup=KEYS)
    assert venue.venue is not None
    assert venue.venue.location.latitude == 31.33
    assert (await bot.send_location(1, 31.33, 118.43)).location is not None
    assert await bot.send_chat_action(1, "typing")
    assert await bot.set_my_commands([BotCommand(command="help", description="帮助")], language_code="zh")
    assert api.violations == []


async def test_edits_replace_text_and_buttons(api: BotApi, bot: Bot) -> None:
    sent = await bot.send_message(1, "one", reply_markup=KEYS)
    edited = await bot.edit_message_text("two", chat_id=1, message_id=sent.message_id)
    assert not isinstance(edited, bool)
    assert (edited.text, edited.reply_markup) == ("two", None)
    await bot.edit_message_reply_markup(chat_id=1, message_id=sent.message_id, reply_markup=OTHER)
    seen = api.user(1).heard()
    assert [(one.text, one.labels, one.edits) for one in seen] == [("two", ["网页"], 2)]
    with pytest.raises(TelegramBadRequest, match="message is not modified: specified new message content"):
        await bot.edit_message_text("two", chat_id=1, message_id=sent.message_id, reply_markup=OTHER)
    with pytest.raises(TelegramBadRequest, match="message to edit not found"):
        await bot.edit_message_text("two", chat_id=1, message_id=999)
    assert api.violations == [], "both happen to a correct bot"
    assert await bot.delete_message(1, sent.message_id)
    with pytest.raises(TelegramBadRequest, match="message to delete not found"):
        await bot.delete_message(1, sent.message_id)
    assert api.user(1).messages() == []


async def test_what_cannot_be_edited(api: BotApi, bot: Bot) -> None:
    keyboard = ReplyKeyboardMarkup(keyboard=[[KeyboardButton(text="📍", request_location=True)]])
    sent = await bot.send_message(1, "where?", reply_markup=keyboard)
    theirs = api.user(1).say("mine")
    for message_id in (sent.message_id, theirs):
        with pytest.raises(TelegramBadRequest, match="message can't be edited"):
            await bot.edit_message_text("x", chat_id=1, message_id=message_id)
    place = await bot.send_location(1, 31.0, 118.0)
    with pytest.raises(TelegramBadRequest, match="there is no text in the message to edit"):
        await bot.edit_message_text("x", chat_id=1, message_id=place.message_id)
    text = await bot.send_message(1, "x")
    with pytest.raises(TelegramBadRequest, match="there is no caption in the message to edit"):
        await bot.edit_message_caption(chat_id=1, message_id=text.message_id, caption="x")
    assert len(api.violations) == 4


async def test_a_tap_is_answered_once(api: BotApi, bot: Bot) -> None:
    await bot.send_message(1, "?", reply_markup=KEYS)
    mother = api.user(1, language_code="zh-hant")
    query_id = mother.tap("好")
    update = (await bot.get_updates())[-1]
    assert update.callback_query is not None
    assert (update.callback_query.id, update.callback_query.data) == (query_id, "ok:1")
    assert api.unanswered_taps == [query_id]
    assert await bot.answer_callback_query(update.callback_query.id, text="好的")
    assert (api.unanswered_taps, api.violations) == ([], [])
    with pytest.raises(TelegramBadRequest, match=OLD):
        await bot.answer_callback_query(update.callback_query.id)
    assert len(api.violations) == 1
    with pytest.raises(TelegramBadRequest, match="MESSAGE_TOO_LONG"):
        await bot.answer_callback_query("1", text="x" * 201)
    mother.tap("ok:1")
    api.forget_taps()
    with pytest.raises(TelegramBadRequest, match=OLD):
        await bot.answer_callback_query("12345")


async def test_taps_old_hostile_and_impossible(api: BotApi, bot: Bot) -> None:
    sent = await bot.send_message(1, "?", reply_markup=KEYS)
    mother = api.user(1)
    with pytest.raises(LookupError, match="no button '没有'; shown are \\['好'\\]"):
        mother.tap("没有")
    mother.tap("好", message=sent.message_id, inaccessible=True)
    mother.tap("evil:../../1", message=77, force=True)
    old, hostile = (update.callback_query for update in (await bot.get_updates())[-2:])
    assert old is not None
    assert old.message is not None
    assert old.message.date == 0
    assert hostile is not None
    assert hostile.data == "evil:../../1"


async def test_who_cannot_be_reached(api: BotApi, bot: Bot) -> None:
    with pytest.raises(TelegramBadRequest, match="chat not found"):
        await bot.send_message(404, "x")
    api.user(1).block()
    with pytest.raises(TelegramForbiddenError, match="bot was blocked by the user"):
        await bot.send_message(1, "x")
    with pytest.raises(LookupError, match="unblock"):
        api.user(1).say("x")
    api.user(1).unblock()
    await bot.send_message(1, "x")
    api.user(2).delete_account()
    with pytest.raises(TelegramForbiddenError, match="user is deactivated"):
        await bot.send_message(2, "x")
    api.user(-5).say("in a group")
    api.migrate(-5, -100500)
    with pytest.raises(TelegramMigrateToChat) as moved:
        await bot.send_message(-5, "x")
    await bot.send_message(moved.value.migrate_to_chat_id, "x")
    assert api.violations == []


async def test_aiogram_sees_the_faults(api: BotApi, bot: Bot) -> None:
    api.fail(Fault("drop"), Fault("429", retry_after=3))
    with pytest.raises(TelegramNetworkError):
        await bot.send_message(1, "x")
    with pytest.raises(TelegramRetryAfter) as pause:
        await bot.send_message(1, "x")
    assert pause.value.retry_after == 3


async def test_waiting_looks_at_what_is_new(api: BotApi, bot: Bot) -> None:
    await bot.send_message(1, "old news")
    mother = api.user(1)
    mother.say("?")
    with pytest.raises(AssertionError, match=r"not seen within 0.05 s: 'news'; new is \[\]"):
        mother.wait("news", seconds=0.05)
    assert mother.wait("news", anytime=True).text == "old news"
    await bot.send_message(1, "good news")
    assert mother.wait(lambda one: one.text.endswith("news")).text == "good news"
