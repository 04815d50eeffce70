"""A leader presents: keys and buttons turn the scenes, a reload stays, a phone swipes, nothing sticks out."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from bench.browsing import sign_in, wait_until_ready
from bench.serving import Server
from tracker.words import presentation_texts as words
from tracker.words.story_texts import DEMO_MARK

PAGE = "/trinh-chieu?ky=2026-H1"
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def open_at(page: Page, server: Server, scene: int) -> None:
    page.goto(f"{server.url}{PAGE}&trang={scene}")
    wait_until_ready(page)


def expect_scene(page: Page, scene: int) -> None:
    expect(page.locator(".tq-presenter span")).to_have_text(re.compile(rf"^{scene} / \d+$"))


def test_keys_turn_the_scenes_and_the_link_follows(server: Server, page: Page) -> None:
    sign_in(page, server.url, "leader")
    open_at(page, server, 1)
    expect(page.locator("h1.cover")).to_contain_text("Kết quả 6 tháng đầu năm 2026")
    expect(page.get_by_test_id("stSidebar")).to_be_hidden()
    for scene, key in enumerate(("ArrowRight", "PageDown", "Space"), start=2):
        page.keyboard.press(key)
        expect_scene(page, scene)
    page.keyboard.press("PageUp")
    expect_scene(page, 3)
    page.reload()
    wait_until_ready(page)
    expect_scene(page, 3)
    page.keyboard.press("End")
    last = page.locator(".tq-presenter span").inner_text().split(" / ")
    expect(page.locator("h1")).to_contain_text(words.TITLES["methods"])
    assert last[1] == page.locator(".tq-presenter span").inner_text().split(" / ")[1]
    page.keyboard.press("Home")
    expect_scene(page, 1)
    page.get_by_role("button", name=words.NEXT).click()
    expect_scene(page, 2)


def test_the_whole_screen_is_used_and_left_again(server: Server, page: Page) -> None:
    sign_in(page, server.url, "leader")
    open_at(page, server, 2)
    page.keyboard.press("f")
    page.wait_for_function("document.fullscreenElement !== null")
    page.get_by_role("button", name=words.FULL_SCREEN).click()
    page.wait_for_function("document.fullscreenElement === null")
    page.keyboard.press("Escape")
    page.wait_for_url(re.compile(r"/(\?.*)?$"))


def test_every_scene_stands_within_a_projector(server: Server, page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 720})
    sign_in(page, server.url, "leader")
    open_at(page, server, 1)
    count = int(page.locator(".tq-presenter span").inner_text().split(" / ")[1])
    for scene in range(1, count + 1):
        expect_scene(page, scene)
        assert page.evaluate(OVERFLOW) <= 0, scene
        expect(page.locator(".footnote")).to_contain_text(DEMO_MARK)
        stage = page.locator(".st-key-stage").bounding_box()
        article = page.locator(".scene").bounding_box()
        assert stage and article and article["height"] <= stage["height"] + 1, scene
        page.keyboard.press("ArrowRight")


@pytest.mark.parametrize("scene", [2, 3, 7])
def test_a_phone_shows_the_same(server: Server, phone_page: Page, scene: int) -> None:
    sign_in(phone_page, server.url, "leader")
    open_at(phone_page, server, scene)
    expect_scene(phone_page, scene)
    assert phone_page.evaluate(OVERFLOW) <= 0


def test_a_link_that_names_nothing_known_is_said(server: Server, page: Page) -> None:
    sign_in(page, server.url, "leader")
    page.goto(f"{server.url}{PAGE}&ban=2026-H1/99")
    wait_until_ready(page)
    expect(page.get_by_role("alert")).to_contain_text("không có bản chốt 2026-H1/99")
