"""A stand-in for the desktop's file dialogs: it speaks org.freedesktop.portal.FileChooser as a
desktop does, and answers as the script that started it wants.

Its argument is a folder. The file `answer` in it says what comes of the next dialog: a path that is
chosen, or nothing, which is Cancel. Each dialog that was asked for is a line of the file `asked`.
"""

import json
import os
import sys

from _desk import serve
from gi.repository import GLib

NAME = "org.freedesktop.portal.Desktop"
FACE = """
<node>
  <interface name="org.freedesktop.portal.FileChooser">
    <method name="OpenFile">
      <arg type="s" direction="in"/><arg type="s" direction="in"/>
      <arg type="a{sv}" direction="in"/><arg type="o" direction="out"/>
    </method>
    <method name="SaveFile">
      <arg type="s" direction="in"/><arg type="s" direction="in"/>
      <arg type="a{sv}" direction="in"/><arg type="o" direction="out"/>
    </method>
  </interface>
</node>
"""
# A person takes longer; in this time the window is seen to wait.
THINKING = 800


def main(folder):
    place = lambda name: os.path.join(folder, name)

    def asked(connection, sender, _path, _face, method, arguments, call):
        _parent, title, options = arguments.unpack()
        token = options.get("handle_token", "none")
        who = sender.lstrip(":").replace(".", "_")
        request = f"/org/freedesktop/portal/desktop/request/{who}/{token}"
        globs = [glob for _, some in options.get("filters", []) for _, glob in some]
        where = bytes(options.get("current_folder", [])).rstrip(b"\0").decode()
        told = {
            "method": method, "title": title, "globs": globs, "folder": where,
            "name": options.get("current_name", ""),
        }
        with open(place("asked"), "a") as log:
            log.write(json.dumps(told) + "\n")
        call.return_value(GLib.Variant("(o)", (request,)))

        def answer():
            with open(place("answer")) as file:
                chosen = file.read().strip()
            uris = [GLib.filename_to_uri(chosen, None)] if chosen else []
            results = {"uris": GLib.Variant("as", uris)} if chosen else {}
            came = GLib.Variant("(ua{sv})", (0 if chosen else 1, results))
            connection.emit_signal(
                sender, request, "org.freedesktop.portal.Request", "Response", came
            )
            return GLib.SOURCE_REMOVE

        GLib.timeout_add(THINKING, answer)

    serve(NAME, "/org/freedesktop/portal/desktop", FACE, asked, place("ready"))


main(sys.argv[1])
