# RPM: $1 is how many versions are left, 0 when the program is gone.
refresh_caches
if [ "$1" -eq 0 ]; then
  tell_what_stays
fi
exit 0
