# What the scripts of a desk share. It is sourced by them, and has to be beside them.
#
# shellcheck shell=bash disable=SC2034 # `operands` is read by them

# say WORDS: a message by the script.
say() {
  printf '%s: %s\n' "${0##*/}" "${1//[[:cntrl:]]/?}" >&2
}

# worse STATUS: the script ends with the worst that it has met, which is 2.
result=0
worse() {
  local status=$1
  [ "$status" -le 2 ] || status=2
  [ "$result" -ge "$status" ] || result=$status
}

# tell WORDS: what became of a file, on standard output.
tell() {
  printf '%s\n' "${1//[[:cntrl:]]/?}" || worse 2
}

# options VALUED FLAGS WORD...: reads the options that come first. Each sets the variable
# of its name: one of VALUED to the word that follows, one of FLAGS to yes. All other words
# are in `operands`.
options() {
  local valued=" $1 " flags=" $2 " name
  shift 2
  while [ $# -gt 0 ]; do
    name=${1#--}
    case $1 in
      --)
        shift
        break
        ;;
      --*)
        if [[ $flags == *" $name "* ]]; then
          printf -v "${name//-/_}" yes
        elif [[ $valued == *" $name "* ]] && [ -n "${2-}" ]; then
          printf -v "${name//-/_}" %s "$2"
          shift
        else
          usage
        fi
        ;;
      -*) usage ;;
      *) break ;;
    esac
    shift
  done
  operands=("$@")
}

# beside SCRIPT: ends the script unless this other one is beside it.
beside() {
  if [ ! -x "$(dirname -- "$0")/$1" ]; then
    say "$1 has to be beside this script"
    exit 2
  fi
}

# folders PLACE...: ends the script unless each is a folder that can be listed. One that
# cannot would look like one with nothing in it.
folders() {
  local place
  for place; do
    if [ ! -d "$place" ]; then
      say "$place is not a folder"
      exit 2
    fi
    if [ ! -r "$place" ] || [ ! -x "$place" ]; then
      say "$place cannot be read; you have to be allowed to list and enter it"
      exit 2
    fi
  done
}

# look FILE: what it is, to see later whether it is still that.
look() {
  stat -L -c '%d %i %s %y %z' -- "$1" 2>/dev/null
}
