#!/bin/sh
# Puts a newer version of Tapvault in place of this one, as root: install-update PACKAGE FACTS
#
# Installed as /usr/lib/tapvault/resources/install-update. It trusts nothing that it is given: package and
# facts are copied to a place of root's own first, the facts must be signed by a publisher whose key was
# installed with this version (app-update.yml beside this script), and the package must be the one that they
# name. So nobody can put another package under the password that is typed, nor exchange it meanwhile. An older
# version is refused by the package manager. Exit codes: 2 wrong use, 3 not signed, 4 another file, 5 no openssl, else the
# package manager's own.
set -eu
PATH=/usr/sbin:/usr/bin:/sbin:/bin
export PATH LC_ALL=C
umask 077

refuse() {
  echo "install-update: $2" >&2
  exit "$1"
}

[ "$#" -eq 2 ] || refuse 2 "give a package and its facts"
name=$(basename -- "$1")
case $name in
  [.-]* | *[!A-Za-z0-9._+~-]*) refuse 2 "this is no name of a package" ;;
  *.deb | *.rpm) ;;
  *) refuse 2 "this is no package" ;;
esac

keys="$(dirname -- "$(readlink -f -- "$0")")/app-update.yml"
place=$(mktemp -d /var/tmp/tapvault-update.XXXXXX)
trap 'rm -rf "$place"' EXIT
trap 'exit 130' HUP INT TERM
package="$place/$name"
# Not more than any release has: it may be exchanged for something endless until it is copied.
[ -f "$1" ] && [ -f "$2" ] || refuse 2 "these are no files"
head -c 2000000000 -- "$1" >"$package"
head -c 1000000 -- "$2" >"$place/given"
head -n 1 "$place/given" | tr -d '\n' >"$place/facts"

# The fixed head of RFC 8410 makes a raw key one that openssl reads.
is_signed() {
  for key in $(grep -oE '[A-Za-z0-9+/]{43}=' "$keys"); do
    printf '\060\052\060\005\006\003\053\145\160\003\041\000' >"$place/key"
    printf '%s' "$key" | base64 -d >>"$place/key"
    for signature in $(tail -n +2 "$place/given" | head -n 8); do
      printf '%s' "$signature" | base64 -d >"$place/signature" 2>/dev/null || continue
      if openssl pkeyutl -verify -pubin -keyform DER -inkey "$place/key" -rawin \
        -in "$place/facts" -sigfile "$place/signature" >/dev/null 2>&1; then
        return 0
      fi
    done
  done
  return 1
}

has() {
  command -v "$1" >/dev/null 2>&1
}
has openssl || refuse 5 "openssl is not installed, so the signature cannot be checked"
is_signed || refuse 3 "the publisher did not sign this"
digest=$(openssl dgst -sha512 -binary "$package" | base64 -w 0)
size=$(stat -c %s "$package")
grep -qF "[\"$name\",\"$digest\",$size]" "$place/facts" || refuse 4 "this is not the file that was signed"

chmod 755 "$place"
chmod 644 "$package"
# What the package manager makes besides is for everybody to read.
umask 022
case $name in
  *.deb)
    export DEBIAN_FRONTEND=noninteractive
    if has apt-get; then
      apt-get install --yes --quiet --no-remove -o DPkg::Lock::Timeout=120 "$package"
    else
      dpkg --refuse-downgrade --install "$package"
    fi
    ;;
  *.rpm)
    if has dnf; then
      # To install an older one, dnf would go back to it.
      dnf --assumeyes --nogpgcheck upgrade "$package"
    elif has zypper; then
      zypper --non-interactive --no-refresh install --allow-unsigned-rpm "$package"
    else
      rpm --upgrade "$package"
    fi
    ;;
esac
