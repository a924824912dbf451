#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Tests of ./dev itself, with TAP output. They build a toy project in a folder of
# their own, whose name has a space, and neither install anything nor make a root.
# shellcheck disable=SC2016 # Commands in single quotes are run by check.

set -u

top=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
work=$(mktemp -d "${TMPDIR:-/tmp}/earshot dev test.XXXXXX") || exit 1
trap 'rm -rf "$work"' EXIT

# The toy's programs print what reached them.
toy="$work/check out"
mkdir -p "$toy/src/app" "$toy/src/cli" "$toy/tests" "$toy/.ci" "$work/else where"
cp "$top/dev" "$toy/"
cp "$top/.ci/packages" "$toy/.ci/"
cp "$top/tests/summary.py" "$toy/tests/"
cat >"$toy/meson.build" <<'END'
project('earshot', 'c')
subdir('src/cli')
environment = environment()
environment.set('TOY_DATA', 'found')
meson.add_devenv(environment)
END
echo "executable('earshot-cli', 'cli.c')" >"$toy/src/cli/meson.build"
cat >"$toy/src/cli/cli.c" <<'END'
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
int main (int argc, char **argv)
{
  char folder[4096];
  printf ("%s|%s", getcwd (folder, sizeof folder), getenv ("TOY_DATA"));
  for (int i = 1; i < argc; i++)
    printf ("|%s", argv[i]);
  printf ("\n");
  return argc > 1 && argv[1][0] == '!' ? 3 : 0;
}
END

# Everything runs where it is: the environment of the tests has what the toy needs.
export EARSHOT_INSIDE=test XDG_CACHE_HOME="$work/cache"
unset EARSHOT_BUILD EARSHOT_BUILDTYPE EARSHOT_OPTIONS EARSHOT_ROOT EARSHOT_ENV EARSHOT_JOBS

number=0

report() {
  number=$((number + 1))
  echo "$1 $number - $2"
}

# check TITLE COMMAND: the shell command given must succeed.
check() {
  if (cd "$work" && eval "$2") >"$work/output" 2>&1; then
    report ok "$1"
  else
    report 'not ok' "$1"
    sed 's/^/# /' "$work/output"
  fi
}

check_with_meson() {
  if command -v meson >/dev/null && command -v cc >/dev/null && command -v ninja >/dev/null; then
    check "$@"
  else
    report ok "$1 # SKIP meson, ninja or a compiler is not installed"
  fi
}

# A folder of programs without apt-get, meson and libraries.
bare=$work/bare
mkdir "$bare"
for tool in awk basename cat cut dirname fold id mktemp paste printf readlink rm sed sha256sum sh sort; do
  ln -s "$(command -v "$tool")" "$bare/$tool" 2>/dev/null
done

echo 'TAP version 13'

check 'help names every command and setting' '
  "$toy/dev" help >help &&
  for word in run test cli bench shots shell packages clean debugoptimized \
    EARSHOT_BUILD EARSHOT_BUILDTYPE EARSHOT_OPTIONS EARSHOT_ROOT EARSHOT_ENV "$XDG_CACHE_HOME"; do
    grep -qF -- "$word" help || exit 1
  done'
check 'no command means help' '"$toy/dev" >none && cmp help none'
check 'an unknown command is a usage error' '"$toy/dev" nonsense; [ $? -eq 2 ]'
check 'an unknown test suite is a usage error' '"$toy/dev" test --suite all; [ $? -eq 2 ]'
check 'an unknown build type is refused' 'EARSHOT_BUILDTYPE=../.. "$toy/dev" cli; [ $? -eq 1 ]'

check 'the package list is one real name a line' '
  "$toy/dev" packages >all && [ -s all ] && ! grep -vxE "[a-z0-9][a-z0-9.+-]+" all && [ -z "$(sort all | uniq -d)" ]'
check 'the sections make up the list' '
  for section in build run test bench; do
    "$toy/dev" packages $section >$section && [ -s $section ] || exit 1
  done
  cat build run test | sort >parts && sort all | cmp - parts'
check 'a comment does not change the root, nor does what is only measured against; a package does' '
  before=$("$toy/dev" help | grep root-) &&
  echo "# nothing" >>"$toy/.ci/packages" && [ "$before" = "$("$toy/dev" help | grep root-)" ] &&
  echo "bench hello  # measured against" >>"$toy/.ci/packages" && [ "$before" = "$("$toy/dev" help | grep root-)" ] &&
  echo "test hello  # more" >>"$toy/.ci/packages" && [ "$before" != "$("$toy/dev" help | grep root-)" ]'
check 'a malformed line is told with its number' '
  cp "$toy/.ci/packages" good && echo "other hello" >>"$toy/.ci/packages" &&
  ! "$toy/dev" packages 2>error; cp good "$toy/.ci/packages"; grep -q "packages:$(($(wc -l <good) + 1)):" error'
check 'without apt-get it names the packages and stops' '
  (unset EARSHOT_INSIDE; PATH=$bare "$toy/dev" cli) 2>error; [ $? -eq 1 ] && grep -q libgtk-4-dev error && grep -q "gtk4 >= 4.18" error'

check 'what npm gives is used only if it is what is pinned' '
  mkdir -p fake && printf "%s\n" "#!/bin/sh" "mkdir package && echo x >package/axe.min.js && tar -c -z -f axe-core-1.tgz package" >fake/npm &&
  chmod +x fake/npm && (unset EARSHOT_INSIDE; PATH=$work/fake:$PATH EARSHOT_ENV=nowhere "$toy/dev" test) 2>error
  grep -q "not the axe-core that is pinned" error && grep -q "its test is skipped" error && ! ls "$XDG_CACHE_HOME/earshot" | grep axe'

check_with_meson 'arguments arrive as they were given' '
  "$toy/dev" cli "a  file" "" "\$x \"y\" *" "it'\''s" >out 2>/dev/null &&
  [ "$(cat out)" = "$work|found|a  file||\$x \"y\" *|it'\''s" ]'
check_with_meson 'relative paths mean the folder of the caller' '
  cd "else where" && [ "$("../check out/dev" cli "../a b" 2>/dev/null)" = "$work/else where|found|../a b" ]'
check_with_meson 'it works through a link and from PATH' '
  mkdir -p bin && ln -sf "$toy/dev" bin/earshot-dev && PATH=$work/bin:$PATH &&
  [ "$(earshot-dev cli x 2>/dev/null)" = "$work|found|x" ]'
check_with_meson 'the status of the program is passed on' '"$toy/dev" cli "!"; [ $? -eq 3 ]'
check_with_meson 'a second call says nothing of its own' '"$toy/dev" cli 2>error && [ ! -s error ]'
check_with_meson 'two calls at once both work' '
  echo "/* changed */" >>"$toy/src/cli/cli.c"
  "$toy/dev" cli one >one & first=$!
  "$toy/dev" cli two >two && wait $first && grep -q one one && grep -q two two'
check_with_meson 'other options make the build afresh' '
  EARSHOT_OPTIONS=-Dc_args=-DTOY "$toy/dev" cli && grep -q DTOY "$XDG_CACHE_HOME"/earshot/build/*/debugoptimized/build.ninja'
check_with_meson 'a build that fails shows why' '
  cp "$toy/src/cli/cli.c" good.c && echo "#error deliberate" >>"$toy/src/cli/cli.c"
  "$toy/dev" cli 2>error; status=$?; cp good.c "$toy/src/cli/cli.c"; [ $status -eq 1 ] && grep -q deliberate error'
check_with_meson 'nothing is written into the checkout' '
  [ "$(cd "$toy" && find . -type f | sort | paste -s -d " ")" = \
    "./.ci/packages ./dev ./meson.build ./src/cli/cli.c ./src/cli/meson.build ./tests/summary.py" ]'
check_with_meson 'a folder of somebody else is left alone' '
  mkdir -p mine/debugoptimized && echo precious >mine/debugoptimized/file
  ! EARSHOT_BUILD=mine "$toy/dev" cli && EARSHOT_BUILD=mine "$toy/dev" clean && grep -q precious mine/debugoptimized/file'
check_with_meson 'clean removes the builds' '
  "$toy/dev" clean && [ -z "$(find "$XDG_CACHE_HOME/earshot/build" -name build.ninja)" ]'

# What meson 1.7 writes for two programs: one with subtests, one that crashed.
mkdir "$work/logs"
cat >"$work/logs/testlog.junit.xml" <<'END'
<testsuites><testsuite name="earshot.earshot:displayless / store">
<testcase name="1 - opens" classname="earshot.earshot:displayless / store"/>
<testcase name="2 - closes" classname="earshot.earshot:displayless / store"><failure/></testcase>
<testcase name="3 - reads" classname="earshot.earshot:displayless / store"><skipped/><system-out>no disc</system-out></testcase>
</testsuite><testsuite name="earshot.earshot:display / window">
<testcase name="1 - shows" classname="earshot.earshot:display / window"/>
</testsuite></testsuites>
END
cat >"$work/logs/testlog.json" <<'END'
{"name": "earshot:displayless / store", "result": "FAIL", "returncode": 0, "stdout": "not ok 2 - closes\n"}
{"name": "earshot:display / window", "result": "ERROR", "returncode": -11, "stdout": "ok 1 - shows\n"}
END
check 'the summary counts subtests, and a crash as one failure' '
  python3 "$top/tests/summary.py" logs 1 >out; [ $? -eq 1 ] && [ "$(tail -n 1 out)" = "2 passed, 2 failed, 1 skipped" ] &&
  grep -q "store: 2 - closes" out && grep -q "ended by signal 11" out && grep -q "(no disc)" out'
check 'no test run is no success' '
  mkdir empty && python3 "$top/tests/summary.py" empty >out; [ $? -eq 1 ] && [ "$(tail -n 1 out)" = "0 passed, 0 failed, 0 skipped" ]'

echo "1..$number"
