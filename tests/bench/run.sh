#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Usage: run.sh BUILD-FOLDER [COUNT …]: ratios of Earshot against a floor, measured in turn in the same run.
set -eu
build=$1
shift
here=$(dirname "$0")
exec python3 "$here/bench.py" "$build" "${@:-33000 300000}"
