"""A stand-in for the desktop's notifications: it speaks org.freedesktop.Notifications as a desktop
does. Its argument is a folder; each notification becomes a line of the file `shown` in it."""

import json
import os
import sys

from gi.repository import Gio, GLib

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
    bus = Gio.bus_get_sync(Gio.BusType.SESSION, None)
    place = lambda name: os.path.join(folder, name)

    def asked(_connection, _sender, _path, _face, _method, arguments, call):
        app, _replaces, icon, title, body, _actions, hints, _lasts = arguments.unpack()
        told = {"app": app, "icon": icon, "title": title, "body": body, "hints": hints}
        with open(place("shown"), "a") as log:
            log.write(json.dumps(told) + "\n")
        call.return_value(GLib.Variant("(u)", (1,)))

    face = Gio.DBusNodeInfo.new_for_xml(FACE).interfaces[0]
    bus.register_object("/org/freedesktop/Notifications", face, asked, None, None)
    owned = lambda *_: open(place("notices ready"), "w").close()
    Gio.bus_own_name_on_connection(bus, NAME, Gio.BusNameOwnerFlags.NONE, owned, None)
    GLib.MainLoop().run()


main(sys.argv[1])
