#!/bin/sh
# Puts the program, its manual pages and its shell completions below a folder: install.sh PROGRAM PREFIX
set -eu
program=$1
prefix=$2
share=$prefix/share
bash=$share/bash-completion/completions zsh=$share/zsh/site-functions fish=$share/fish/vendor_completions.d
mkdir -p "$prefix/bin" "$share/man/man1" "$bash" "$zsh" "$fish"
install -s -m 755 "$program" "$prefix/bin/hullmark" 2>/dev/null || install -m 755 "$program" "$prefix/bin/hullmark"
"$program" manual "$share/man/man1"
"$program" completion bash >"$bash/hullmark"
"$program" completion zsh >"$zsh/_hullmark"
"$program" completion fish >"$fish/hullmark.fish"
echo "installed below $prefix: bin/hullmark, manual pages, completions for bash, zsh and fish"
