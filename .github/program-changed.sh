# Say in $GITHUB_OUTPUT whether the program must be tested: `test=true`, unless it is the same as at the commit $1.
# Everything is the program but what editors write. An empty $1 is a commit that nobody knows.
set -eu
if ! ls tests/program/*.py >/dev/null 2>&1; then
  echo "test=false" >>"$GITHUB_OUTPUT"
  echo "This course has no tests of its own: its program was tested where it comes from." >>"$GITHUB_STEP_SUMMARY"
elif test -n "${1:-}" && git diff --quiet "$1" HEAD -- . ":(exclude)content" ":(exclude)seeds" &&
  git diff --quiet "$1" HEAD -- content/schema; then
  echo "test=false" >>"$GITHUB_OUTPUT"
  echo "The program is that of $1, so its tests do not run again." >>"$GITHUB_STEP_SUMMARY"
else
  echo "test=true" >>"$GITHUB_OUTPUT"
fi
