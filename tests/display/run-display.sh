#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Runs a command with a display, a session bus and an accessibility bus of its
# own, all of which end with it: run-display.sh COMMAND [ARGUMENTS]
#
# Nothing of the caller's desktop is seen or touched: the home and XDG folders
# are in a temporary folder. EARSHOT_SCREEN is the size of the display, such as
# 1280x900; EARSHOT_LOCALE is another locale than C.UTF-8.

set -eu

[ $# -gt 0 ] || { echo "usage: run-display.sh COMMAND [ARGUMENTS]" >&2; exit 2; }
for tool in Xvfb dbus-run-session xdotool import; do
  command -v "$tool" >/dev/null || { echo "1..0 # SKIP $tool is not installed"; exit 0; }
done

tmp=$(mktemp -d "${TMPDIR:-/tmp}/earshot-display-XXXXXX")
server=''
finish() {
  [ -z "$server" ] || { kill "$server" && wait "$server"; } 2>/dev/null || true
  rm -rf "$tmp"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# The server picks a free number and writes it when it can be talked to. If it
# cannot start, its end of the pipe closes and nothing is read.
mkfifo "$tmp/number"
Xvfb -displayfd 3 -screen 0 "${EARSHOT_SCREEN:-1280x900}x24" -nolisten tcp -noreset \
  >"$tmp/server-log" 2>&1 3>"$tmp/number" &
server=$!
read -r number <"$tmp/number" || {
  cat "$tmp/server-log" >&2
  echo "Bail out! The display could not be started."
  exit 1
}

export HOME="$tmp/home" XDG_RUNTIME_DIR="$tmp/run"
export XDG_CONFIG_HOME="$HOME/.config" XDG_DATA_HOME="$HOME/.local/share"
export XDG_CACHE_HOME="$HOME/.cache" XDG_STATE_HOME="$HOME/.local/state"
export XDG_DATA_DIRS="${XDG_DATA_DIRS:-/usr/local/share:/usr/share}"
mkdir -p -m 0700 "$HOME" "$XDG_RUNTIME_DIR"
mkdir -p "$XDG_CONFIG_HOME/gtk-4.0" "$XDG_DATA_HOME" "$XDG_CACHE_HOME" "$XDG_STATE_HOME"

# Nothing moves or blinks by itself, so that what is seen depends on what was done.
cat >"$XDG_CONFIG_HOME/gtk-4.0/settings.ini" <<END
[Settings]
gtk-enable-animations=false
gtk-cursor-blink=false
gtk-decoration-layout=:close
gtk-font-name=Cantarell 11
END

# The pointer, in the middle at first, points at nothing.
DISPLAY=":$number" xdotool mousemove 10000 10000

unset WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS AT_SPI_BUS_ADDRESS NO_AT_BRIDGE GTK_THEME GTK_IM_MODULE XAUTHORITY
export DISPLAY=":$number" LC_ALL="${EARSHOT_LOCALE:-C.UTF-8}"
export GDK_BACKEND=x11 GSK_RENDERER=cairo GTK_A11Y=atspi GSETTINGS_BACKEND=memory
export GDK_DEBUG=no-portals ADW_DISABLE_PORTAL=1
export PYTHONDONTWRITEBYTECODE=1

# The buses talk too, and what the command prints may be TAP.
status=0
# shellcheck disable=SC2016 # For the inner shell.
dbus-run-session -- sh -c 'exec "$@" >&4 2>&5 4>&- 5>&-' sh "$@" 4>&1 5>&2 >"$tmp/bus-log" 2>&1 || status=$?
exit "$status"
