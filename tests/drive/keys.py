"""A person is removed from the team by keyboard alone, from the search to the receipt."""

import re

from _session import Trouble, main


def at(session, role, name):
    session.wait(
        lambda: (n := session.focused()) and n.role == role and n.name == name,
        f"the keyboard on {role} {name!r}",
    )


def search(session):
    """a name is typed, and the arrow goes down to the row"""
    session.find("toggle button", "Team, 260", within=60)
    session.find("label", re.compile("Read just now, complete"), within=60)
    session.key("ctrl+2")
    session.find("table", "People and invites")
    session.key("ctrl+f")
    at(session, "entry", "Search the team")
    session.type("mira okonjo")
    session.says("1 of 400 shown")
    session.key("Down")
    at(session, "table row", "Mira Okonjo")
    session.key("space")
    session.find("label", "1 selected")


def other_way(session):
    """the same row is reached with the Tab key"""
    session.key("ctrl+f")
    at(session, "entry", "Search the team")
    session.tab_to("table row", "Mira Okonjo")
    selected = session.find("table row", "Mira Okonjo")
    if "selected" not in selected.states:
        raise Trouble("the row is not selected any more")


def plan(session):
    """the removal is planned, and Enter alone sends nothing"""
    session.key("ctrl+Delete")
    session.find("button", "Remove 1 person")
    session.key("Return")
    row = session.find("table row", "Mira Okonjo: Remove from team")
    if row.place() != (1, 1):
        raise Trouble(f"one line, not {row.place()}")
    session.find("button", "Remove 1 person")


def receipt(session):
    """the last button is reached with Tab, and Enter carries it out"""
    session.tab_to("button", "Remove 1 person")
    session.key("Return")
    session.find("button", "Done", within=60)
    session.find("label", "1 done")
    session.tab_to("button", "Done")
    session.key("Return")
    session.gone("dialog")


def after(session):
    """she is gone from the list, and the run is in the activity"""
    session.find("toggle button", "Team, 259")
    session.says("No one matches “mira okonjo” with these filters")
    session.key("ctrl+shift+f")
    session.find("label", "399 shown")
    session.key("ctrl+3")
    session.tab_to("page tab", "Runs, 1")
    session.key("space")
    session.says("1 done")
    session.tab_to("button", "Show")
    session.key("Return")
    session.find("button", "Save receipt…")


main(
    search, other_way, plan, receipt, after,
    args=("--sandbox", "--size", "l", "--rate", "off"),
)
