# RPM: $1 is how many versions are installed now, 2 on an upgrade.
secure_sandbox_helper
refresh_caches
if command -v zypper >/dev/null 2>&1; then
  hint_at_reader_service "sudo zypper install pcsc-lite pcsc-ccid"
else
  hint_at_reader_service "sudo dnf install pcsc-lite pcsc-lite-ccid"
fi
if [ "$1" -gt 1 ] && is_open; then
  echo "Tapvault is open: close it and start it again to use the new version."
fi
exit 0
