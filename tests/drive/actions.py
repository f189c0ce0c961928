"""Roles are changed with nothing but the actions that controls offer to assistive programs."""

import re

from _session import Trouble, main


def choose(session, role, name):
    session.find(role, name).press()
    session.wait(lambda: "checked" in session.find(role, name).states, f"{name!r} checked")


def select(session):
    """people are found and selected"""
    session.find("toggle button", "Team, 260", within=60).press()
    session.find("label", re.compile("Read just now, complete"), within=60)
    session.find("entry", "Search the team").fill("mira okonjo")
    session.says("1 of 400 shown")
    session.find("table row", "Mira Okonjo").press()
    session.find("label", "1 selected")
    row = session.find("table row", "Mira Okonjo")
    if not {"selected", "focused"} <= row.states:
        raise Trouble(f"the row is {row.states}")


def wish(session):
    """the dialog is filled in"""
    session.find("button", "Change roles…").press()
    dialog = session.find("dialog", "Change roles of 1 person")
    if "modal" not in dialog.states:
        raise Trouble(f"the dialog is {dialog.states}")
    # What lies behind it does nothing: the team is still there at the end.
    session.find("toggle button", "Sites, 40").press()
    choose(session, "radio button", "Set exactly")
    choose(session, "radio button", "Site")
    last = lambda: session.find("button", "Make the plan…")
    session.wait(lambda: last().description == "Choose a site", "why the plan cannot be made")
    if "sensitive" in last().states:
        raise Trouble("the button can be pressed")
    session.find("entry", "Search 40 sites").fill("northlight journal")
    session.find("radio button", "Northlight Journal").press()
    session.find("link", "Choose another site")
    choose(session, "check box", "Website Manager")
    session.find("button", "Make the plan…").press()


def carry_out(session):
    """the plan is carried out, and the receipt is there"""
    session.find("button", "Change roles of 1 person").press()
    session.find("button", "Done", within=60)
    session.find("label", "1 done")
    session.find("button", "Done").press()
    session.gone("dialog")
    session.says("Northlight Journal")


def undo_filter(session):
    """the search is emptied, and a heading sorts"""
    session.find("button", "Clear search the team").press()
    session.find("label", "400 shown")
    session.find("column header", "Sort by Name").press()
    session.find("column header", "Sort by Name, ascending now")


main(
    select, wish, carry_out, undo_filter,
    args=("--sandbox", "--size", "l", "--rate", "off"),
)
