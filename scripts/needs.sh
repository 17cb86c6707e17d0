#!/bin/sh
# Name what this machine lacks to run newsroom, with the command that brings it. $1: the Python to use.

status=0

lacks() {
    echo "newsroom needs $1: $2" >&2
    status=1
}

command -v git >/dev/null || lacks "git" "apt-get install git"

if ! command -v "$1" >/dev/null; then
    lacks "Python 3.11 to 3.14" "apt-get install python3 python3-venv"
elif ! "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))'; then
    lacks "Python 3.11 to 3.14, and $1 is $("$1" --version 2>&1)" \
        "apt-get install python3.11 python3.11-venv, then make PYTHON=python3.11"
elif ! "$1" -c 'import ensurepip, venv' 2>/dev/null; then
    lacks "Python's venv" "apt-get install python3-venv"
fi

exit $status
