# What the package's scripts share. Nothing here may end an installation: a desktop without one of these
# caches still works, and hints are only hints.

# The desktop's lists of programs, file types and icons, as far as this system has them.
refresh_caches() {
  if command -v update-desktop-database >/dev/null 2>&1; then
    update-desktop-database -q /usr/share/applications || true
  fi
  if command -v update-mime-database >/dev/null 2>&1; then
    update-mime-database /usr/share/mime || true
  fi
  if command -v gtk-update-icon-cache >/dev/null 2>&1 && [ -f /usr/share/icons/hicolor/index.theme ]; then
    gtk-update-icon-cache -q -f /usr/share/icons/hicolor || true
  fi
}

# Chromium's sandbox for web pages. Where the kernel or AppArmor refuses unprivileged user namespaces
# (Ubuntu since 24.04) it works through this helper, which has to belong to root. Another owner or mode that an
# administrator has told dpkg stays.
secure_sandbox_helper() {
  helper=/usr/lib/tapvault/chrome-sandbox
  [ -f "$helper" ] || return 0
  if command -v dpkg-statoverride >/dev/null 2>&1 && dpkg-statoverride --list "$helper" >/dev/null 2>&1; then
    return 0
  fi
  chown root:root "$helper" && chmod 4755 "$helper" || true
}

# Whether a program of the package is still open, whatever its file is called by now.
is_open() {
  for process in /proc/[0-9]*; do
    case "$(readlink "$process/exe" 2>/dev/null)" in
      /usr/lib/tapvault/tapvault*) return 0 ;;
    esac
  done
  return 1
}

reader_service_answers() {
  [ -S /run/pcscd/pcscd.comm ]
}

# $1: the command that installs the service
hint_at_reader_service() {
  reader_service_answers && return 0
  if ! command -v pcscd >/dev/null 2>&1; then
    echo "Tapvault finds no readers yet: the PC/SC service is not installed. To install it:"
    echo "  $1"
  elif [ -d /run/systemd/system ]; then
    echo "Tapvault finds no readers yet: the PC/SC service is not running. To start it:"
    echo "  sudo systemctl enable --now pcscd.socket"
  else
    echo "Tapvault finds no readers yet: the PC/SC service is not running. To start it:"
    echo "  sudo service pcscd start"
  fi
}

# What removing the program never takes away; the text for a person.
tell_what_stays() {
  echo "What people keep in Tapvault stays where it is, in each home folder:"
  echo "  ~/.config/tapvault: the encrypted vault with its backups, settings and log"
  echo "  ~/.cache/tapvault-updater: downloaded updates, if there were any"
  echo "  the items named Tapvault in each keychain, without which a chip cannot open the vault"
  getent passwd 2>/dev/null | cut -d: -f6 | sort -u | while read -r home; do
    if [ -n "$home" ] && [ -d "$home/.config/tapvault" ]; then
      echo "Kept here: $home/.config/tapvault"
    fi
  done
}
