#!/bin/sh
# Installs the program, its completions for bash, zsh and fish, and its manual pages: install.sh PROGRAM DIRECTORY
set -eu
program=$1
prefix=$2
case $program in */*) ;; *) program=./$program ;; esac
umask 022

install -d "$prefix/bin" "$prefix/share/man/man1" "$prefix/share/bash-completion/completions" \
    "$prefix/share/zsh/site-functions" "$prefix/share/fish/vendor_completions.d"
install -m 755 "$program" "$prefix/bin/hullmark"

# complete SHELL FILE: writes a shell's completions, whole or not at all.
complete() {
    "$program" --generate-completion-script "$1" >"$2.new"
    mv "$2.new" "$2"
}
complete bash "$prefix/share/bash-completion/completions/hullmark"
complete zsh "$prefix/share/zsh/site-functions/_hullmark"
complete fish "$prefix/share/fish/vendor_completions.d/hullmark.fish"
"$program" manual "$prefix/share/man/man1"
chmod 644 "$prefix"/share/man/man1/hullmark*.1
