"""What stand-ins for parts of the desktop have in common: a name on the session's bus."""

from gi.repository import Gio, GLib


def serve(name, path, face, asked, ready):
    """Answers at this path under this name until the process ends. Each call goes to `asked`, as
    D-Bus hands it over; the file `ready` is made once others can call."""
    bus = Gio.bus_get_sync(Gio.BusType.SESSION, None)
    face = Gio.DBusNodeInfo.new_for_xml(face).interfaces[0]
    bus.register_object(path, face, asked, None, None)
    owned = lambda *_: open(ready, "w").close()
    Gio.bus_own_name_on_connection(bus, name, Gio.BusNameOwnerFlags.NONE, owned, None)
    GLib.MainLoop().run()
