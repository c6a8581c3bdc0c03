# Debian: called before files are taken away. No process is ended, so that no unsaved work is lost.

case "$1" in
  remove)
    if is_open; then
      echo "Tapvault is still open; it runs until it is closed."
    fi
    ;;
esac

exit 0
