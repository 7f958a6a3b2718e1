#!/usr/bin/env bats
# The policy file: what a broken one says, where; that the built-in one is the file
# in the tree; holidays; and that no value of it is in any C file.
# (being written by the helper; do not start another)

load helper
