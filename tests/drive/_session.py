"""The program on a screen of its own, seen as a screen reader sees it (AT-SPI over D-Bus) and used
by keyboard, by mouse, or by the actions that its controls offer.

Needs Xvfb, dbus-daemon, at-spi2-core, xdotool, and python3-gi of the system's own Python.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback

from gi.repository import Gio, GLib

# Numbers of the roles that the program uses (atspi-constants.h).
ROLES = {
    7: "check box", 10: "column header", 11: "combo box", 16: "dialog", 23: "frame", 29: "label",
    31: "list", 32: "list item", 37: "page tab", 38: "page tab list", 39: "panel",
    40: "password text", 42: "progress bar", 43: "button", 44: "radio button", 48: "scroll bar",
    52: "spin button", 54: "status bar", 55: "table", 56: "table cell", 62: "toggle button",
    67: "unknown", 75: "application", 79: "entry", 83: "heading", 88: "link", 90: "table row",
    98: "list box", 101: "notification",
}
# Bits of the states.
STATES = {
    1: "active", 4: "checked", 8: "enabled", 10: "expanded", 11: "focusable", 12: "focused",
    16: "modal",
    20: "pressed", 22: "selectable", 23: "selected", 24: "sensitive", 25: "showing",
}
SPI = "org.a11y.atspi."
NULL = subprocess.DEVNULL


class Trouble(AssertionError):
    """Something is not as it should be."""


class Node:
    """A control, as it was when the tree was read."""

    def __init__(self, session, item):
        (self.bus, self.path), _, self.parent, self.index, _, _ = item[:6]
        self.name, role, self.description, states = item[6:]
        self.session = session
        self.role = ROLES.get(role, f"role {role}")
        bits = sum(word << (32 * at) for at, word in enumerate(states))
        self.states = {name for bit, name in STATES.items() if bits >> bit & 1}

    def __repr__(self):
        return f"{self.role} {self.name!r}"

    def call(self, face, method, kinds="", *values):
        args = GLib.Variant(f"({kinds})", values) if kinds else None
        return self.session.call(self.bus, self.path, SPI + face, method, args)

    def press(self):
        """Does the first thing that can be done with it."""
        if not self.call("Action", "DoAction", "i", 0)[0]:
            raise Trouble(f"{self} cannot be pressed")

    def focus(self):
        if not self.call("Component", "GrabFocus")[0]:
            raise Trouble(f"{self} takes no focus")

    def fill(self, text):
        if not self.call("EditableText", "SetTextContents", "s", text)[0]:
            raise Trouble(f"{self} takes no text")

    def text(self):
        return self.call("Text", "GetText", "ii", 0, -1)[0]

    def place(self):
        """Its number in its set, and how many there are in it."""
        known = self.call("Accessible", "GetAttributes")[0]
        return int(known.get("posinset", 0)), int(known.get("setsize", 0))

    def middle(self):
        x, y, w, h = self.call("Component", "GetExtents", "u", 0)[0]
        return str(x + w // 2), str(y + h // 2)


class Session:
    """The running program. Use it in a `with`."""

    def __init__(self, program, *args, size="1280x800"):
        self.folder = tempfile.mkdtemp(prefix="gatehouse-drive-")
        data = os.path.join(self.folder, "data")
        self.argv = [program, "--data-dir", data, "--window", size, *args]
        self.size = size
        self.started = []
        self.app = None

    def __enter__(self):
        try:
            self.begin()
        except BaseException:
            self.end()
            raise
        return self

    def __exit__(self, *_):
        self.end()

    # Beginning and end

    def start(self, argv, **more):
        process = subprocess.Popen(argv, start_new_session=True, stdin=NULL, **more)
        self.started.append(process)
        return process

    def begin(self):
        home, run = (os.path.join(self.folder, name) for name in ("home", "run"))
        os.makedirs(home)
        os.makedirs(run, mode=0o700)
        foreign = re.compile("XDG_|WAYLAND_|DBUS_|AT_SPI_|SESSION_")
        kept = {k: v for k, v in os.environ.items() if not foreign.match(k)}
        self.env = {**kept, "HOME": home, "XDG_RUNTIME_DIR": run}
        server = ["Xvfb", "-screen", "0", f"{self.size}x24", "-nolisten", "tcp", "-noreset"]
        self.env["DISPLAY"] = ":" + self.told([*server, "-displayfd", "{}"])
        bus = ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address={}"]
        self.env["DBUS_SESSION_BUS_ADDRESS"] = self.told(bus)
        self.listen()
        with open(os.path.join(self.folder, "log"), "wb") as log:
            self.app = self.start(self.argv, env=self.env, stdout=log, stderr=log)
        window = self.wait(self.window, "a window", 60)
        # Without a window manager nobody else gives it the keyboard.
        self.x("windowfocus", "--sync", window)
        self.wait(lambda: len(self.tree()) > 3, "the tree of the program", 60)

    def told(self, argv):
        """Starts a server, and gives the line that it writes to a pipe once it is ready."""
        ours, theirs = os.pipe()
        argv = [word.format(theirs) for word in argv]
        self.start(argv, pass_fds=[theirs], env=self.env, stdout=NULL, stderr=NULL)
        os.close(theirs)
        line = b""
        # Number and end of line may come in two pieces.
        while not line.endswith(b"\n"):
            piece = os.read(ours, 4096)
            if not piece:
                raise Trouble(f"{argv[0]} did not start")
            line += piece
        os.close(ours)
        return line.decode().strip()

    def listen(self):
        """Says on the bus that a screen reader is there, and joins the bus of the trees."""
        session = self.join(self.env["DBUS_SESSION_BUS_ADDRESS"])
        ask = lambda face, method, args: session.call_sync(
            "org.a11y.Bus", "/org/a11y/bus", face, method, args, None, 0, 10_000, None
        ).unpack()
        self.bus = self.join(ask("org.a11y.Bus", "GetAddress", None)[0])
        for name in ("IsEnabled", "ScreenReaderEnabled"):
            on = GLib.Variant("(ssv)", ("org.a11y.Status", name, GLib.Variant("b", True)))
            ask("org.freedesktop.DBus.Properties", "Set", on)
        self.session_bus = session

    @staticmethod
    def join(address):
        kind = Gio.DBusConnectionFlags
        flags = kind.AUTHENTICATION_CLIENT | kind.MESSAGE_BUS_CONNECTION
        bus = Gio.DBusConnection.new_for_address_sync(address, flags, None, None)
        bus.set_exit_on_close(False)
        return bus

    def end(self):
        for process in reversed(self.started):
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
        for process in reversed(self.started):
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    # Seeing

    def call(self, bus, path, face, method, args=None):
        return self.bus.call_sync(bus, path, face, method, args, None, 0, 10_000, None).unpack()

    def app_bus(self):
        """The name under which the program speaks."""
        root = (SPI + "Registry", "/org/a11y/atspi/accessible/root", SPI + "Accessible")
        for bus, _ in self.call(*root, "GetChildren")[0]:
            who = ("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus")
            pid = self.call(*who, "GetConnectionUnixProcessID", GLib.Variant("(s)", (bus,)))[0]
            if pid == self.app.pid:
                return bus
        return None

    def tree(self):
        """All controls, in the order in which they are read out."""
        bus = self.app_bus()
        if not bus:
            return []
        cache = self.call(bus, "/org/a11y/atspi/cache", SPI + "Cache", "GetItems")[0]
        nodes = {(n.bus, n.path): n for n in (Node(self, item) for item in cache)}
        below = {}
        for node in nodes.values():
            below.setdefault(node.parent, []).append(node)
        order = []
        ways = [n for n in nodes.values() if n.parent not in nodes]
        while ways:
            node = ways.pop()
            order.append(node)
            under = below.get((node.bus, node.path), [])
            ways += sorted(under, key=lambda n: n.index, reverse=True)
        return order

    def all(self, role, name=None):
        """Controls with this role; the name is a text, or a pattern that the whole name fits."""
        fits = name.fullmatch if isinstance(name, re.Pattern) else (lambda n: name in (None, n))
        return [n for n in self.tree() if n.role == role and fits(n.name)]

    def find(self, role, name=None, within=20):
        """The first such control; waits until it is there."""
        what = f"{role} {getattr(name, 'pattern', name)!r}"
        return self.wait(lambda: self.all(role, name), what, within)[0]

    def gone(self, role, name=None, within=20):
        self.wait(lambda: not self.all(role, name), f"no {role} {name!r}", within)

    def says(self, words, within=20):
        """Waits until these words stand somewhere."""
        self.wait(lambda: any(words in n.name for n in self.tree()), f"{words!r}", within)

    def focused(self):
        """What has the keyboard."""
        nodes = [n for n in self.tree() if "focused" in n.states]
        return nodes[-1] if nodes else None

    def wait(self, so, what, within=20):
        end = time.monotonic() + within
        while True:
            if self.app and self.app.poll() is not None:
                raise Trouble(f"the program ended before {what}:\n{self.log()}")
            try:
                found = so()
            except GLib.Error:
                # A control went away while it was asked.
                found = None
            if found:
                return found
            if time.monotonic() > end:
                raise Trouble(f"waited in vain for {what}\n{self.dump()}")
            time.sleep(0.03)

    def log(self):
        with open(os.path.join(self.folder, "log"), errors="replace") as log:
            return log.read()[-3000:]

    def dump(self):
        named = [n for n in self.tree() if n.name and n.role != "table cell"]
        states = lambda n: sorted(n.states - {"enabled", "sensitive", "showing"})
        return "\n".join(f"  {n} {states(n)}" for n in named[:250])

    # Doing

    def x(self, *words):
        done = subprocess.run(["xdotool", *words], env=self.env, capture_output=True, text=True)
        return done.stdout.strip()

    def window(self):
        return self.x("search", "--onlyvisible", "--pid", str(self.app.pid)).split("\n")[-1]

    def key(self, *keys):
        self.x("key", "--delay", "20", *keys)

    def type(self, text):
        self.x("type", "--delay", "10", text)

    def click(self, node, *held):
        for key in held:
            self.x("keydown", key)
        self.x("mousemove", *node.middle(), "click", "1")
        for key in held:
            self.x("keyup", key)

    def tab_to(self, role, name=None, stops=80):
        """Goes with the Tab key until the keyboard is there."""
        fits = name.fullmatch if isinstance(name, re.Pattern) else (lambda n: name in (None, n))
        way = []
        for _ in range(stops):
            before = self.focused()
            self.key("Tab")
            moved = lambda: (at := self.focused()) and (not before or at.path != before.path) and at
            try:
                at = self.wait(moved, "the next stop", 3)
            except Trouble:
                # A dialog with one stop only comes back to where it was.
                at = self.focused()
            if at and at.role == role and fits(at.name):
                return at
            way.append(repr(at))
        raise Trouble(f"Tab never comes to {role} {name!r}, only to {way}")


def main(*checks, args=(), size="1280x800"):
    """Runs the checks, one after the other, on one running program; ends with 1 if one fails."""
    failed = 0
    with Session(sys.argv[1], *args, size=size) as session:
        for check in checks:
            try:
                check(session)
                print(f"ok      {check.__doc__}")
            except Exception as error:
                failed += 1
                told = str(error) if isinstance(error, Trouble) else traceback.format_exc()
                print(f"FAILED  {check.__doc__}\n{told}")
    print(f"drive: {len(checks) - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)
