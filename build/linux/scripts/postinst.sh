# Debian: called with `configure` and, on an upgrade, the version that was configured before.

# Another package of the same run may still be about to start the service itself.
is_pcscd_underway() {
  case "$(dpkg-query -W -f='${db:Status-Status}' pcscd 2>/dev/null)" in
    unpacked | half-installed | half-configured | triggers-awaited | triggers-pending) return 0 ;;
  esac
  return 1
}

case "$1" in
  configure)
    secure_sandbox_helper
    refresh_caches
    if ! is_pcscd_underway; then
      hint_at_reader_service "sudo apt install pcscd libccid"
    fi
    if [ -n "${2:-}" ] && is_open; then
      echo "Tapvault is open: close it and start it again to use the new version."
    fi
    ;;
esac

exit 0
