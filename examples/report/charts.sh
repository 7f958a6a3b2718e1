#!/bin/sh
# charts.sh QUEUE FOLDER: counts the requests of a queue by week, as CSV, and draws charts of
# it, as SVG and PNG, into the folder.
set -eu
queue=$1
folder=$2
here=$(cd "$(dirname "$0")" && pwd)

count() {
  name=$1
  shift
  ta-report -q -t csv --by week "$@" -o "$folder/$name.csv" "$queue"
}

mkdir -p "$folder"
count received --measure received
count answered --on answered --measure answered --measure median_days --measure p90_days --measure in_target
count open --measure open --measure past_target
gnuplot -e "from = '$folder'" "$here/charts.gp"
