#!/bin/sh
# Stands in for a tool while the tests run: keeps a copy of each policy and map that its command line names, then is the
# tool. A map is kept with the policy that it was read by. TA_KEPT is the folder of the copies.

policy=$TA_POLICY map='' next=''
keep() { # KIND FILE: by its content, so that each is kept once
  [ -f "$2" ] && [ -r "$2" ] || return
  sum=$(cat "$2" "${3:-/dev/null}" | cksum | tr ' ' -)
  [ -e "$TA_KEPT/$1-$sum.yaml" ] || cp "$2" "$TA_KEPT/$1-$sum.yaml"
  [ -z "$3" ] || [ -e "$TA_KEPT/$1-$sum.of" ] || cp "$3" "$TA_KEPT/$1-$sum.of"
}
for word do
  case $next in
  policy) policy=$word ;;
  also) keep policy "$word" ;;
  map) map=$word ;;
  esac
  next=''
  case $word in
  -p | --policy) next=policy ;;
  --check | --compare) next=also ;;
  -m | --map | --with) next=map ;;
  --policy=*) policy=${word#*=} ;;
  --check=* | --compare=*) keep policy "${word#*=}" ;;
  --map=* | --with=*) map=${word#*=} ;;
  -p?*) policy=${word#-p} ;;
  -m?*) map=${word#-m} ;;
  esac
done
[ -z "$policy" ] || keep policy "$policy"
[ -z "$map" ] || if [ -f "$policy" ]; then keep map "$map" "$policy"; else keep map "$map"; fi
exec "$TA_WATCHED/bin/${0##*/}" "$@"
