"""A long reading ends while the window is not in front: the desktop is told, and without a desktop
that takes notifications everything else goes on as ever."""

import json
import os
import re
import sys

from _session import Trouble, main

READ = re.compile("Read just now, complete")
TOLD = "“Read the account” is done after "


def place(session, name):
    return os.path.join(session.folder, name)


def shown(session):
    try:
        with open(place(session, "shown")) as log:
            return [json.loads(line) for line in log]
    except FileNotFoundError:
        return []


def turn_away(session):
    """The keyboard goes to something else than the window."""
    root = session.x("search", "--maxdepth", "0", "--name", "").split("\n")[0]
    session.x("windowfocus", root or "root")
    session.wait(lambda: not session.focused(), "a window that is not in front")


def ended(session, times):
    """Waits until that many readings have been told of in the window."""
    said = lambda: sum(n.name.startswith(TOLD) for n in session.tree() if n.role == "label")
    session.wait(lambda: said() >= times, f"{times} notices", 120)


def without_desktop(session):
    """without a desktop the window tells it alone"""
    session.find("toggle button", re.compile("Team.*"), within=60)
    turn_away(session)
    ended(session, 1)
    log = os.path.join(session.folder, "data", "logs", "gatehouse.log")
    said = lambda: "no notifications here" in open(log).read()
    session.wait(said, "a line in the log")


def told(session):
    """the desktop shows what ended, and no name"""
    stand_in = os.path.join(os.path.dirname(os.path.abspath(__file__)), "_notices.py")
    session.start([sys.executable, stand_in, session.folder], env=session.env)
    session.wait(lambda: os.path.exists(place(session, "notices ready")), "a desktop")
    session.x("windowfocus", "--sync", session.window())
    session.key("ctrl+r")
    turn_away(session)
    one = session.wait(lambda: shown(session), "a notification", 120)[0]
    if not one["title"].startswith(TOLD) or one["app"] != "Gatehouse":
        raise Trouble(f"the desktop was told {one}")
    if {one["hints"].get("desktop-entry"), one["icon"]} != {"alt.gatehouse.Gatehouse"}:
        raise Trouble(f"the desktop cannot know whose it is: {one}")


def locked(session):
    """behind the lock only the end is told"""
    before = len(shown(session))
    session.x("windowfocus", "--sync", session.window())
    session.key("ctrl+r", "ctrl+l")
    session.find("button", "Unlock")
    turn_away(session)
    session.wait(lambda: len(shown(session)) > before, "a notification", 120)
    one = shown(session)[-1]
    if (one["title"], one["body"]) != ("A long job has ended", "Gatehouse is locked"):
        raise Trouble(f"the desktop was told {one}")


# So few calls a minute that the reading takes longer than ten seconds.
main(without_desktop, told, locked, args=("--sandbox", "--size", "s", "--rate", "6"))
