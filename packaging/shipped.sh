# shellcheck shell=bash
# Checks of what is given away beside the program: files for the desktop, man pages, completions.
# Sourced by the scripts beside it, after lib.sh.

# What these checks use, on Debian.
# shellcheck disable=SC2034
shipped_packages=(appstream desktop-file-utils fish groff man-db zsh)

# The desktop file and the description for shops.
check_desktop_files() {
  desktop-file-validate packaging/linux/*.desktop || die "the desktop file is not right"
  appstreamcli validate --no-net packaging/linux/*.metainfo.xml || die "the metainfo is not right"
}

# What the window needs here is what the package names as needed or recommended.
check_depends() {
  local package named
  named=$(sed -n '/^\[package.metadata.deb\]/,/^assets/p' Cargo.toml)
  for package in "${window_packages[@]}"; do
    grep -qE "(^|[\", ])$package([\", ]|\$)" <<<"$named" ||
      die "the package does not name $package, which the window needs"
  done
}

# Every man page in this folder renders, without a warning.
check_man_pages() {
  local page warnings count=0
  for page in "$1"/*.1; do
    warnings=$(LC_ALL=C.UTF-8 MANROFFSEQ='' MANWIDTH=80 \
      man --warnings -E UTF-8 -l -Tutf8 -Z "$page" 2>&1 >"$scratch/page.roff") ||
      die "$page does not render: $warnings"
    [[ -z $warnings ]] || die "$page: $warnings"
    [[ -s $scratch/page.roff ]] || die "$page is empty"
    count=$((count + 1))
  done
  ((count > 20)) || die "there are $count man pages, too few"
  say "$count man pages render without a warning"
}

# The completions in this folder load, and complete a command.
check_completions() {
  local found
  # shellcheck disable=SC2016
  found=$(bash --norc --noprofile -c '
    source "$1"
    complete -p gatehouse >&2
    COMP_WORDS=(gatehouse pla) COMP_CWORD=1
    _gatehouse gatehouse pla gatehouse
    printf "%s\n" "${COMPREPLY[@]}"' bash "$1/gatehouse.bash") || die "bash cannot load them"
  [[ $found == plan ]] || die "bash completes pla to: $found"
  zsh --no-rcs -n "$1/_gatehouse" || die "zsh cannot read them"
  found=$(fish --no-config -c "source '$1/gatehouse.fish'; complete -C 'gatehouse pla'") ||
    die "fish cannot load them"
  [[ $found == plan* ]] || die "fish completes pla to: $found"
  say "The completions load in bash and fish, zsh can read them"
}
