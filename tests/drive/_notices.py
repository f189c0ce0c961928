"""A stand-in for the desktop's notifications: it speaks org.freedesktop.Notifications as a desktop
does. Its argument is a folder; each notification becomes a line of the file `shown` in it."""

import json
import os
import sys

from _desk import serve
from gi.repository import GLib

NAME = "org.freedesktop.Notifications"
FACE = """
<node>
  <interface name="org.freedesktop.Notifications">
    <method name="Notify">
      <arg type="s" direction="in"/><arg type="u" direction="in"/>
      <arg type="s" direction="in"/><arg type="s" direction="in"/>
      <arg type="s" direction="in"/><arg type="as" direction="in"/>
      <arg type="a{sv}" direction="in"/><arg type="i" direction="in"/>
      <arg type="u" direction="out"/>
    </method>
  </interface>
</node>
"""


def main(folder):
    place = lambda name: os.path.join(folder, name)

    def asked(_connection, _sender, _path, _face, _method, arguments, call):
        app, _replaces, icon, title, body, _actions, hints, _lasts = arguments.unpack()
        told = {"app": app, "icon": icon, "title": title, "body": body, "hints": hints}
        with open(place("shown"), "a") as log:
            log.write(json.dumps(told) + "\n")
        call.return_value(GLib.Variant("(u)", (1,)))

    serve(NAME, "/org/freedesktop/Notifications", FACE, asked, place("notices ready"))


main(sys.argv[1])
