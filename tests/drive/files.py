"""Files are chosen and places named in the dialogs of the desktop: a sheet to import, rows to save.
What the desktop answers is what the program goes on with, and Cancel leaves everything as it was."""

import json
import os
import sys

from _session import Trouble, main

SHEET = "Login address;First name;Last name\r\nana@new.example;Ana;Zoë\r\nbo@new.example;Bo;Berg\r\n"


def place(session, name):
    return os.path.join(session.folder, name)


def answers(session, path):
    """The next dialog of the desktop ends so."""
    with open(place(session, "answer"), "w") as file:
        file.write(path)


def asked(session):
    """The dialogs that the desktop was asked for."""
    try:
        with open(place(session, "asked")) as log:
            return [json.loads(line) for line in log]
    except FileNotFoundError:
        return []


def browse(session):
    """Opens a dialog of the desktop; gives what the desktop was asked for, once it has answered."""
    before = len(asked(session))
    button = lambda: session.find("button", "Browse…")
    free = lambda: "sensitive" in button().states
    session.wait(free, "a button that can be pressed")
    button().press()
    told = session.wait(lambda: asked(session)[before:], "a dialog of the desktop")[0]
    session.wait(lambda: not free(), "a button that waits for the answer")
    return told


def answered(session):
    free = lambda: "sensitive" in session.find("button", "Browse…").states
    session.wait(free, "an answer of the desktop")


def without_desktop(session):
    """without a desktop, the dialog says so and the path can be typed"""
    session.find("toggle button", "Team, 260", within=60).press()
    session.find("button", "Import…").press()
    session.find("dialog", "Import a sheet")
    session.find("button", "Browse…").press()
    session.says("The system’s dialog did not open. Type the path here")
    session.find("entry", "File")


def cancelled(session):
    """Cancel in the dialog of the desktop leaves the import as it is"""
    stand_in = os.path.join(os.path.dirname(os.path.abspath(__file__)), "_portal.py")
    answers(session, "")
    session.start([sys.executable, stand_in, session.folder], env=session.env)
    session.wait(lambda: os.path.exists(place(session, "ready")), "a desktop")
    told = browse(session)
    if told["method"] != "OpenFile" or "*.csv" not in told["globs"]:
        raise Trouble(f"the desktop was asked for {told}")
    answered(session)
    session.says("No file was chosen there")
    if session.find("entry", "File").text():
        raise Trouble("a path came out of nowhere")


def chosen(session):
    """a sheet that is chosen in the dialog of the desktop shows its first rows"""
    sheet = place(session, "joiners of März.csv")
    with open(sheet, "w", encoding="windows-1252", newline="") as file:
        file.write(SHEET)
    answers(session, sheet)
    browse(session)
    session.says("Step 1 of 4: how the file is read")
    session.says("joiners of März.csv")
    for words in ("ana@new.example", "Zoë", "Berg"):
        session.says(words)
    session.key("Escape")
    session.gone("dialog")


def saved(session):
    """rows are saved where the dialog of the desktop says"""
    target = place(session, "team of today.csv")
    answers(session, target)
    session.find("button", "Save rows…").press()
    session.find("button", "Save 400 rows…").press()
    session.find("dialog", "Save the rows")
    told = browse(session)
    if told["method"] != "SaveFile" or not told["name"].endswith(".csv"):
        raise Trouble(f"the desktop was asked for {told}")
    session.wait(lambda: session.find("entry", "File").text() == target, "the chosen place")
    session.find("button", "Save").press()
    session.wait(lambda: os.path.exists(target), "the file")
    with open(target, encoding="utf-8") as file:
        if len(file.read().splitlines()) != 401:
            raise Trouble("the file has not all rows")


main(
    without_desktop, cancelled, chosen, saved,
    args=("--sandbox", "--size", "l", "--rate", "off"),
)
