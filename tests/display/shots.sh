#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Drives the real window through its pages on the sample workbook and saves a
# picture of each: shots.sh BUILD FOLDER [--all]
#
# Light, dark, and 360 pixels wide; with --all also dark at 360 pixels, with text
# of twice the size, of high contrast, and from right to left. EARSHOT_LOOKS names
# those that are wanted, such as "dark rtl".

set -eu

[ $# -ge 2 ] || { echo "usage: shots.sh BUILD FOLDER [--all]" >&2; exit 2; }
here=$(dirname -- "$(readlink -f -- "$0")")
build=$(readlink -f -- "$1")
mkdir -p -- "$2"
folder=$(readlink -f -- "$2")
export EARSHOT_PROGRAM="$build/src/app/earshot" EARSHOT_CLI="$build/src/cli/earshot-cli"

# The window draws a frame of 5 pixels, which is cut off the picture.
# The name of the look, its width and height, dots per inch of text, colours.
look() {
  case " ${EARSHOT_LOOKS:-$1} " in *" $1 "*) ;; *) return 0 ;; esac
  echo "$1" >&2
  EARSHOT_SCREEN=$(($2 + 10))x$(($3 + 10)) ADW_DEBUG_COLOR_SCHEME=$5 \
    "$here/run-display.sh" python3 "$here/shots.py" "$folder" "$1" "$2" "$3" "$4"
}

look light 1120 740 96 prefer-light
look dark 1120 740 96 prefer-dark
look narrow 360 720 96 prefer-light
if [ "${3:-}" = --all ]; then
  look narrow-dark 360 720 96 prefer-dark
  look large 1280 900 192 prefer-light
  look large-narrow 360 720 192 prefer-light
  (export ADW_DEBUG_HIGH_CONTRAST=1 && look contrast 1120 740 96 prefer-light && look contrast-dark 1120 740 96 prefer-dark)
  # Which way a page runs, GTK takes from its own translation, as on a desktop in Arabic; gettext looks for one only in a
  # locale that is not C, and this root has no other: so C is there under that name.
  locales=$(mktemp -d)
  cp -r /usr/lib/locale/C.utf8 "$locales/ar_EG.utf8"
  (export LOCPATH="$locales" EARSHOT_LOCALE=ar_EG.UTF-8 LANGUAGE=ar &&
    look rtl 1120 740 96 prefer-light && look rtl-narrow 360 720 96 prefer-light)
  rm -rf "$locales"
fi
