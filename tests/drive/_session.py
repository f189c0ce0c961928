"""The program on a screen of its own, seen as a screen reader sees it (AT-SPI over D-Bus) and used
by keyboard, mouse or the actions that its controls offer.

Needs Xvfb, dbus-daemon, at-spi2-core, xdotool and Debian's python3-gi.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from gi.repository import Gio, GLib

# Numbers of the roles (atspi-constants.h) that the program uses.
ROLES = {
    7: "check box", 10: "column header", 11: "combo box", 16: "dialog", 23: "frame", 29: "label",
    31: "list", 32: "list item", 37: "page tab", 38: "page tab list", 39: "panel",
    40: "password text", 42: "progress bar", 43: "button", 44: "radio button", 48: "scroll bar",
    52: "spin button", 54: "status bar", 55: "table", 56: "table cell", 62: "toggle button",
    67: "unknown", 75: "application", 79: "entry", 83: "heading", 88: "link", 90: "table row",
    98: "list box", 101: "notification", 110: "landmark", 112: "log", 116: "static",
    130: "switch",
}
# Bits of the states.
STATES = {
    1: "active", 4: "checked", 8: "enabled", 10: "expanded", 11: "focusable", 12: "focused",
    20: "pressed", 22: "selectable", 23: "selected", 24: "sensitive", 25: "showing",
}
SPI = "org.a11y.atspi."
NULL = subprocess.DEVNULL


class Trouble(AssertionError):
    """Something is not as it should be."""


class Node:
    """A control as it was when the tree was read."""

    def __init__(self, session, item):
        (self.bus, self.path), _, self.parent, self.index, _, self.faces = item[:6]
        self.name, role, self.description, states = item[6:]
        self.session = session
        self.role = ROLES.get(role, f"role {role}")
        bits = sum(word << (32 * at) for at, word in enumerate(states))
        self.states = {name for bit, name in STATES.items() if bits >> bit & 1}

    def __repr__(self):
        return f"<{self.role} {self.name!r}>"

    def call(self, face, method, args=None):
        return self.session.call(self.bus, self.path, SPI + face, method, args)

    def press(self):
        """The first thing that can be done with it."""
        if not self.call("Action", "DoAction", GLib.Variant("(i)", (0,)))[0]:
            raise Trouble(f"{self} does not let itself be pressed")

    def focus(self):
        self.call("Component", "GrabFocus")

    def fill(self, text):
        if not self.call("EditableText", "SetTextContents", GLib.Variant("(s)", (text,)))[0]:
            raise Trouble(f"{self} takes no text")

    def text(self):
        return self.call("Text", "GetText", GLib.Variant("(ii)", (0, -1)))[0]

    def attributes(self):
        return self.call("Accessible", "GetAttributes")[0]

    def place(self):
        """Its number in its set, and how many there are."""
        known = self.attributes()
        return int(known.get("posinset", 0)), int(known.get("setsize", 0))

    def middle(self):
        x, y, w, h = self.call("Component", "GetExtents", GLib.Variant("(u)", (0,)))[0]
        return x + w // 2, y + h // 2


class Session:
    """The running program; use it in a `with`."""

    def __init__(self, program, *args, size="1280x800"):
        self.folder = tempfile.mkdtemp(prefix="gatehouse-drive-")
        self.started = []
        width, height = size.split("x")
        data = os.path.join(self.folder, "data")
        self.argv = [program, "--data-dir", data, "--window", size, *args]
        self.screen = f"{width}x{height}x24"

    def __enter__(self):
        try:
            self.begin()
        except BaseException:
            self.end()
            raise
        return self

    def __exit__(self, *_):
        self.end()

    def run(self, argv, **more):
        process = subprocess.Popen(argv, start_new_session=True, stdin=NULL, **more)
        self.started.append(process)
        return process

    def told(self, argv, flag, **more):
        """Starts something and gives the line that it writes to a pipe once it is ready."""
        ours, theirs = os.pipe()
        self.run([*argv, flag.format(theirs)], pass_fds=[theirs], stdout=NULL, stderr=NULL, **more)
        os.close(theirs)
        line = b""
        while not line.endswith(b"\n"):
            piece = os.read(ours, 4096)
            if not piece:
                raise Trouble(f"{argv[0]} did not start")
            line += piece
        # Left open: a second write of the other side must not end it.
        return line.decode().strip()

    def begin(self):
        server = ["Xvfb", "-screen", "0", self.screen, "-nolisten", "tcp", "-noreset"]
        # The number comes as a word of its own, so the flag is two words.
        display = self.told(["sh", "-c", 'exec "$@" -displayfd "${0#=}"', "={}"], "", extra=server) \
            if False else self.display(server)
        home, run = (os.path.join(self.folder, name) for name in ("home", "run"))
        os.makedirs(home)
        os.makedirs(run, mode=0o700)
        keep = {k: v for k, v in os.environ.items() if not re.match(r"XDG_|WAYLAND_|DBUS_|AT_SPI_", k)}
        self.env = {**keep, "DISPLAY": f":{display}", "HOME": home, "XDG_RUNTIME_DIR": run}
        self.connect()
        with open(os.path.join(self.folder, "log"), "wb") as log:
            self.app = self.run(self.argv, env=self.env, stdout=log, stderr=log)
        self.wait(self.window, "a window", 60)
        self.x("windowfocus", "--sync", self.window())
        self.wait(lambda: self.app_bus() and len(self.tree()) > 3, "the tree of the program", 60)
