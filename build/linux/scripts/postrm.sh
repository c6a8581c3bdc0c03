# Debian: called after files were taken away. Vaults belong to people, not to the package.

case "$1" in
  remove)
    refresh_caches
    ;;
  purge)
    # The package keeps nothing of its own outside the files that dpkg has removed already.
    tell_what_stays
    ;;
esac

exit 0
