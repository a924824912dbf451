#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Usage: run.sh BUILD-FOLDER [ARGUMENTS OF bench.py]
set -eu
build=$1
shift
exec python3 "$(dirname "$0")/bench.py" --build "$build" "$@"
