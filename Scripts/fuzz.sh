#!/bin/sh
# Lets libFuzzer at every parser for SECONDS each, or at the targets named: fuzz.sh SECONDS [TARGET…]
set -u
cd "$(dirname "$0")/.."
seconds=${1:-30}
[ $# -eq 0 ] || shift
folder=.build-fuzz
# Swift's backtracer can hang under libFuzzer, which reports crashes itself.
export HULLMARK_FUZZ=1 SWIFT_BACKTRACE=enable=no
# Every module is instrumented, the C ones too, so that coverage guides; the targets look into the modules, hence the testing flag.
swift build --scratch-path $folder --configuration release --product hullmark-fuzz \
    -Xswiftc -sanitize=fuzzer,address -Xswiftc -enable-testing -Xswiftc -use-ld=lld \
    -Xcc -fsanitize=fuzzer-no-link,address >$folder.log 2>&1 || {
    cat $folder.log >&2
    exit 1
}
fuzzer=$folder/release/hullmark-fuzz
"$fuzzer" --seeds "$folder/seeds" || exit 1
status=0
for target in ${*:-$("$fuzzer" --list)}; do
    mkdir -p "$folder/corpus/$target" "$folder/crashes" "$folder/logs"
    log=$folder/logs/$target
    HULLMARK_FUZZ_TARGET=$target "$fuzzer" "$folder/corpus/$target" "$folder/seeds/$target" -max_total_time="$seconds" \
        -rss_limit_mb=2048 -timeout=10 -print_final_stats=1 -artifact_prefix="$folder/crashes/$target-" >"$log" 2>&1
    result=$?
    runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
    coverage=$(sed -n 's/.* cov: \([0-9]*\) .*/\1/p' "$log" | tail -1)
    if [ $result -eq 0 ]; then
        printf '%-24s %10s runs %6s edges  ok\n' "$target" "$runs" "$coverage"
    else
        status=1
        crash=$(sed -n 's/.*Test unit written to //p' "$log" | tail -1)
        printf '%-24s %10s runs %6s edges  %s, see %s\n' "$target" "$runs" "$coverage" "${crash:+CRASH }${crash:-stopped with $result}" "$log"
    fi
done
exit $status
