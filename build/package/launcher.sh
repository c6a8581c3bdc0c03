#!/bin/sh
# `tapvault`: with a verb the command line, otherwise the window. One binary is both; the command line
# runs in it without a display, and never makes a page.
set -u

self=$(readlink -f -- "$0")
folder=$(dirname -- "$(dirname -- "$self")")
program=$folder/tapvault
[ -x "$program" ] || program=$folder/MacOS/Tapvault
if [ ! -x "$program" ]; then
  echo "tapvault: the program is missing beside $self; install Tapvault again." >&2
  exit 70
fi

# What was typed decides: options that the window knows, links and our own files open it.
mode=window
is_value=
is_unprotected=
for argument do
  if [ -n "$is_value" ]; then
    is_value=
    continue
  fi
  case $argument in
    --profile) is_value=1 ;;
    --no-sandbox) is_unprotected=1 ;;
    --help | -h | --version | -V | --json | --timeout* | --simulate*) mode=line ;;
    -* | [Tt][Aa][Pp][Vv][Aa][Uu][Ll][Tt]:* | [Ff][Ii][Ll][Ee]:* | *.[Tt][Aa][Pp][Vv][Aa][Uu][Ll][Tt]) ;;
    *)
      mode=line
      break
      ;;
  esac
done

if [ "$mode" = line ]; then
  # Chromium's sandbox is for pages and there are none here; without its helpers the program starts quicker,
  # and where it could not start at all (as root, in a container). Nor is there a picture to draw or a page to
  # fetch for: no process of its own for either, which would outlive the call. What follows -- is ours alone.
  exec "$program" --command-line --no-sandbox --no-zygote --disable-gpu --in-process-gpu \
    --enable-features=NetworkServiceInProcess2 --ozone-platform=headless --log-level=3 -- "$@"
fi

# Why there can be no window, to whoever typed it.
refuse() {
  echo "tapvault: $1" >&2
  exit 2
}

[ -z "$is_value" ] || refuse "--profile needs a folder."
if [ "$(uname -s)" = Linux ]; then
  [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] ||
    refuse "there is no display to open the window on. On the command line: tapvault --help"
  # Chromium would end with a crash.
  [ "$(id -u)" != 0 ] || [ -n "$is_unprotected" ] ||
    refuse "the window does not open for root, whom Chromium's sandbox cannot hold. Start it as yourself."
fi

# Chromium reads --name=value only.
is_value=
for argument do
  shift
  if [ -n "$is_value" ]; then
    is_value=
    set -- "$@" "--profile=$argument"
  elif [ "$argument" = --profile ]; then
    is_value=1
  else
    set -- "$@" "$argument"
  fi
done
exec "$program" "$@"
