"""Every control of every pane is there by role and name, and none that takes the keyboard is
without a name."""

import re

from _session import Trouble, main

PRACTICE = ("--sandbox", "--size", "l", "--rate", "off")


# What a person does something with.
CONTROLS = {
    "button", "toggle button", "check box", "radio button", "combo box", "entry", "password text",
    "spin button", "page tab", "link", "column header", "table row",
}


def all_named(session):
    tree = session.tree()
    nameless = [
        n for n in tree
        if ("focusable" in n.states or n.role in CONTROLS) and not n.name.strip()
    ]
    if nameless:
        raise Trouble(f"a control without a name: {nameless}")
    mute = [
        n for n in tree
        if n.role in CONTROLS and "sensitive" not in n.states and not n.description.strip()
    ]
    if mute:
        raise Trouble(f"a blocked control that does not say why: {mute}")
    roleless = [n for n in session.tree() if "focusable" in n.states and n.role == "unknown"]
    if roleless:
        raise Trouble(f"focusable, but without a role: {roleless}")


def each(session, controls):
    for role, name in controls:
        session.find(role, name)
    all_named(session)


def rail(session):
    """the window, the rail and the status bar"""
    session.find("toggle button", "Team, 260", within=60)
    session.find("label", re.compile("Read just now, complete"), within=60)
    each(session, [
        ("frame", re.compile("Gatehouse: .+")),
        ("button", "Profile Northlight Studio, Practice account"),
        ("toggle button", "Overview"),
        ("toggle button", "Activity"),
        ("toggle button", "Settings"),
        ("label", "Online"),
        ("label", "Practice"),
        ("button", "Commands"),
    ])


def overview(session):
    """the overview"""
    session.key("ctrl+1")
    each(session, [
        ("heading", "Overview"),
        ("button", "Read again"),
        ("button", "In the team: 260"),
        ("heading", "Needs attention"),
        ("list", "People by role"),
        ("button", re.compile(r"Website Manager: \d+ people")),
        ("button", re.compile(r"Invite open \d+")),
        ("heading", "What was read"),
    ])


def team(session):
    """the team: head, heading of the table, rows with their number"""
    session.key("ctrl+2")
    each(session, [
        ("heading", "Team"),
        ("entry", "Search the team"),
        ("button", "Read the account again"),
        ("button", "Columns"),
        ("toggle button", "Filters"),
        ("toggle button", "Inspector"),
        ("button", "Change roles…"),
        ("button", "Same access as…"),
        ("button", "Remove…"),
        ("table", "People and invites"),
        *(("column header", f"Sort by {title}") for title in ("Name", "Address", "Roles", "Reach")),
    ])
    owner = session.find("table row", "Nora Whitlock")
    if owner.place() != (1, 400):
        raise Trouble(f"the first row is {owner.place()}, not row 1 of 400")
    rows = [n for n in session.all("table row") if n.name != "Columns"]
    places = [row.place() for row in rows]
    if places != [(n + 1, 400) for n in range(len(rows))]:
        raise Trouble(f"rows do not count up: {places}")
    for cell in ("Name: Nora Whitlock", "Roles: Owner", "Reach: Whole account"):
        session.find("table cell", cell)


def facets(session):
    """the filters"""
    session.find("toggle button", "Filters").press()
    each(session, [
        ("button", "Fold Role"),
        ("check box", re.compile(r"Status: Invite open, \d+")),
        ("check box", re.compile(r"Reach: Whole account, \d+")),
        ("button", "Close filters"),
    ])
    session.find("check box", re.compile(r"Status: Invite expired, \d+")).press()
    session.says("37 of 400 shown")
    session.find("button", "Close filters").press()
    session.find("button", "Remove filter Status: Invite expired").press()
    session.find("label", "400 shown")


def inspector(session):
    """the inspector"""
    session.click(session.find("table row", "Mira Okonjo"))
    each(session, [
        ("label", "1 selected"),
        ("panel", "Inspector"),
        ("button", "Copy address"),
        ("label", re.compile(r"Assignments \(\d+\)")),
        ("button", "Remove from team…"),
    ])


def dialogs(session):
    """the dialog about roles and the plan"""
    session.key("ctrl+e")
    each(session, [
        ("dialog", "Change roles of 1 person"),
        ("radio button", "Give roles"),
        ("radio button", "Set exactly"),
        ("radio button", "Whole account"),
        ("check box", "Website Manager"),
        ("button", "Make the plan…"),
    ])
    session.key("Escape")
    session.gone("dialog")
    session.key("ctrl+Delete")
    each(session, [
        ("dialog", re.compile("Remove .+ from the team")),
        ("table", "Lines of the plan"),
        ("table row", "Mira Okonjo: Remove from team"),
        ("button", "Save plan…"),
        ("button", "Cancel"),
        ("button", "Remove 1 person"),
    ])
    session.find("button", "Cancel").press()
    session.gone("dialog")


def activity(session):
    """the parts of the activity"""
    session.key("ctrl+3")
    session.find("heading", "Activity")
    for part in ("Jobs", "Runs", "Notices", "Journal"):
        session.find("page tab", re.compile(rf"{part}(, \d+)?")).press()
        all_named(session)


def every_pane(session):
    """the controls of every pane of the rail"""
    panes = (
        "Overview", "Team", "People", "Sites", "Contributors", "Members", "Invites", "Roles",
        "Accounts", "Reviews", "Changes", "House rules", "Activity", "Settings",
    )
    for pane in panes:
        session.find("toggle button", re.compile(rf"{pane}(, [\d,]+)?")).press()
        session.find("heading", pane)
        all_named(session)


def shortcuts(session):
    """the sheet of shortcuts"""
    session.key("question")
    each(session, [
        ("dialog", "Keyboard shortcuts"),
        ("entry", "Search the shortcuts"),
        ("list", "Everywhere"),
        ("list item", "Show all commands: Ctrl K"),
    ])
    session.key("Escape")
    session.gone("dialog")


def settings(session):
    """the settings"""
    session.key("ctrl+comma")
    each(session, [
        ("heading", "Settings"),
        *(("radio button", theme) for theme in ("As the system", "Light", "Dark")),
        ("button", "Larger text"),
        ("toggle button", "Read only"),
        ("spin button", "Calls a minute"),
        ("toggle button", "No limit"),
        ("button", "Save pace"),
        ("spin button", "Co-owners that have to stay"),
        ("entry", "Find yourself by name or address"),
        ("button", "Save brakes"),
        ("button", "Copy the path"),
    ])


def palette(session):
    """the palette"""
    session.key("ctrl+k")
    each(session, [("dialog", "Commands"), ("entry", "Commands"), ("list item", "Go to team, Go")])
    session.key("Escape")
    session.gone("dialog")


def welcome(session):
    """the welcome screen and the form that connects an account"""
    session.find("button", "Profile Northlight Studio, Practice account").press()
    session.find("button", "Close this profile").press()
    each(session, [
        ("radio button", "A studio with 12 people"),
        ("button", "Open the practice account"),
    ])
    session.find("button", "Connect an account…").press()
    each(session, [
        ("password text", "API key"),
        ("button", "Show API key"),
        ("entry", "Account id (optional)"),
        ("check box", "Start read only"),
        ("button", "Check and connect"),
    ])


main(
    rail, overview, team, facets, inspector, dialogs, activity, every_pane, shortcuts, settings,
    palette, welcome,
    args=PRACTICE,
)
