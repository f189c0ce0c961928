# shellcheck shell=bash disable=SC2034
# Shared by the scripts beside it: telling what happens, Debian packages, a virtual display.
# Sourced, not run. Expects `set -euo pipefail`.

# Loaded at run time by the window, so the linker does not ask for them.
window_packages=(
  ca-certificates
  libdbus-1-3
  libegl1
  libgl1
  libgl1-mesa-dri
  libx11-6
  libx11-xcb1
  libxcursor1
  libxi6
  libxkbcommon-x11-0
)

# A display without a screen, and letters for the scripts that the program's own typeface lacks.
virtual_display_packages=(
  fonts-noto-cjk
  fonts-noto-core
  xvfb
)

# Reading pictures, and driving the window by its accessibility tree, keyboard and mouse.
drive_packages=(
  at-spi2-core
  dbus
  imagemagick
  python3-gi
  xclip
  xdotool
)

# Announces a step, with the minutes and seconds since the start.
step() {
  printf '\n[%d:%02d] %s\n' $((SECONDS / 60)) $((SECONDS % 60)) "$*"
}

say() {
  printf '%s\n' "$*"
}

die() {
  printf 'Error: %s\n' "$*" >&2
  exit 1
}

has() {
  command -v "$1" >/dev/null 2>&1
}

# What this machine could not do, told at the end.
left_out=()

# Whether these commands are there; those that are not are told at the end.
can() {
  local what=$1 command
  local -a missing=()
  shift
  for command in "$@"; do
    has "$command" || missing+=("$command")
  done
  if [[ ${#missing[@]} -gt 0 ]]; then
    say "Left out, for want of: ${missing[*]}"
    left_out+=("$what (missing: ${missing[*]})")
    return 1
  fi
}

# Ends a script that checks.
tell_left_out() {
  if [[ ${#left_out[@]} -gt 0 ]]; then
    step "All that ran has passed. Left out:"
    printf '  %s\n' "${left_out[@]}"
  else
    step "All checks have passed"
  fi
}

# A folder for what does not outlive the script, and the display that may be running.
scratch=$(mktemp -d)
display_pid=

clean_up() {
  if [[ -n $display_pid ]]; then
    kill "$display_pid" 2>/dev/null || true
    wait "$display_pid" 2>/dev/null || true
  fi
  rm -rf "$scratch"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

has_package() {
  [[ $(dpkg-query -W -f='${db:Status-Status} ' "$1" 2>/dev/null) == installed* ]]
}

# Runs a command as root, if there is a way. Asks for a password only where somebody can type it.
as_root() {
  if [[ $(id -u) -eq 0 ]]; then
    "$@"
  elif has sudo && { [[ -t 0 ]] || sudo -n true 2>/dev/null; }; then
    sudo "$@"
  else
    return 1
  fi
}

# Installs those of the named Debian packages that are missing. What cannot be installed is told
# and left: what needs it says so later.
install_packages() {
  local package
  local -a missing=() known=()
  if ! has dpkg-query || ! has apt-get; then
    say "This machine has no apt: nothing is installed. The names on Debian are: $*"
    return 0
  fi
  for package in "$@"; do
    has_package "$package" || missing+=("$package")
  done
  if [[ ${#missing[@]} -eq 0 ]]; then
    say "Nothing is missing"
    return 0
  fi
  say "Missing: ${missing[*]}"
  as_root apt-get update -qq || say "The list of packages could not be renewed"
  for package in "${missing[@]}"; do
    if apt-cache show "$package" >/dev/null 2>&1; then
      known+=("$package")
    else
      say "Not known to this system: $package"
    fi
  done
  if [[ ${#known[@]} -gt 0 ]]; then
    as_root env DEBIAN_FRONTEND=noninteractive \
      apt-get install -y -qq --no-install-recommends "${known[@]}" >"$scratch/apt.log" 2>&1 ||
      {
        tail -n 20 "$scratch/apt.log"
        say "Could not install: ${known[*]}"
      }
  fi
}

# Where cargo puts what it builds.
target_folder() {
  printf '%s' "${CARGO_TARGET_DIR:-target}"
}

# Starts a display without a screen, of this size (such as 1600x1000), and points programs to it.
start_display() {
  local number=$scratch/display
  : >"$number"
  Xvfb -displayfd 3 -screen 0 "${1}x24" -nolisten tcp -noreset \
    3>"$number" >"$scratch/xvfb.log" 2>&1 &
  display_pid=$!
  for _ in {1..200}; do
    # The number and its line end may come in two pieces.
    if [[ $(wc -l <"$number") -gt 0 ]]; then
      DISPLAY=:$(<"$number")
      export DISPLAY
      unset WAYLAND_DISPLAY
      return 0
    fi
    kill -0 "$display_pid" 2>/dev/null || break
    sleep 0.05
  done
  cat "$scratch/xvfb.log"
  die "the virtual display did not start"
}
