#!/bin/sh
# Stands where a tool or a unit is wanted, and runs it under valgrind: FOLDER/NAME of the build $TA_WATCHED. What
# valgrind says goes into a file of the folder $TA_REPORTS; what is not ours is in $TA_SUPPRESSIONS, with the reason.
folder=${0%/*}
exec valgrind --error-exitcode=99 --leak-check=full --show-leak-kinds=all --errors-for-leak-kinds=all \
  --suppressions="$TA_SUPPRESSIONS" \
  --log-file="$(mktemp "$TA_REPORTS/${0##*/}.XXXXXXXX")" "$TA_WATCHED/${folder##*/}/${0##*/}" "$@"
