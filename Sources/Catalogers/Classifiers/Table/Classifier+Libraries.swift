extension Classifier {
    /// The C libraries, and libraries of texts, events and numbers.
    static let libraries: [Classifier] = [
        Classifier(
            "glibc", ["libc.so.6", "libc-2.*.so", "ld-linux*.so*", "ld-2.*.so"],
            ["stable release version \(.version(2, 3))", "development release version \(.version(2, 3))"],
            cpe: ["gnu:glibc"], seen: "libc.so.6, ld-linux-x86-64.so.2 2.36 (Debian)"),
        Classifier(
            "musl", ["ld-musl-*.so*", "libc.musl-*.so*", "libc.so"],
            ["/proc/self/fd/\0\(.release(3))\0", .sole("\0\(.release(3))\0", beginning: "1.")],
            cpe: ["musl-libc:musl"], seen: "libc.so 1.2.3 (Debian)"),
        Classifier(
            "libxml2", ["libxml2.so*"], [.name("libxml2.so.\(.release(3))", beginning: "2.")], cpe: ["xmlsoft:libxml2"],
            seen: "libxml2.so.2.9.14 (Debian)"),
        Classifier(
            "libxslt", ["libxslt.so*"], [.name("libxslt.so.\(.release(3))", beginning: "1.1.")],
            cpe: ["xmlsoft:libxslt"], seen: "libxslt.so.1.1.35 (Debian)"),
        Classifier(
            "expat", ["libexpat*.so*"], ["expat_\(.release(3))\0"], cpe: ["libexpat_project:libexpat"],
            seen: "libexpat.so.1 2.5.0 (Debian)"),
        Classifier(
            "libyaml", ["libyaml*.so*"], [.sole("\0\(.release(3))\0", beginning: "0.")], cpe: ["pyyaml:libyaml"],
            seen: "libyaml-0.so.2 0.2.5 (Debian)"),
        Classifier(
            "cjson", ["libcjson.so*"], [.name("libcjson.so.\(.release(3))", beginning: "1.")],
            cpe: ["davegamble:cjson"], seen: "libcjson.so.1.7.15 (Debian)"),
        Classifier(
            "pcre2", ["libpcre2*.so*"],
            [.only("\(.version(2, 2, .prerelease)) 20\(.digits)-\(.digits)-\(.digits)\0", beginning: "10.")],
            cpe: ["pcre:pcre2"],
            seen: "libpcre2-8.so.0 10.42 (Debian)"),
        Classifier(
            "pcre", ["libpcre.so*", "libpcre-*.so*"],
            [.only("\(.version(2, 2)) 20\(.digits)-\(.digits)-\(.digits)\0", beginning: "8.")], cpe: ["pcre:pcre"],
            seen: "libpcre.so.3 8.39 (Debian), 8.32 (wheel)"),
        Classifier(
            "icu", ["libicuuc.so*", "libicudata.so*"], [.name("\(.word).so.\(.version(2, 3))")],
            cpe: ["icu-project:international_components_for_unicode"], seen: "libicuuc.so.72.1 (Debian)"),
        Classifier(
            "nghttp2", ["libnghttp2*.so*"], [.sole("\(.release(3))\0\0", beginning: "1.")], cpe: ["nghttp2:nghttp2"],
            seen: "libnghttp2.so.14 1.52.0 (Debian)"),
        Classifier(
            "c-ares", ["libcares*.so*"], [.sole("\0\(.release(3))\0", beginning: "1.")], cpe: ["c-ares:c-ares"],
            seen: "libcares.so.2 1.18.1 (Debian)"),
        Classifier(
            "libevent", ["libevent*.so*"], ["\0\(.release(3))-stable\0"], cpe: ["libevent_project:libevent"],
            seen: "libevent-2.1.so.7 2.1.12 (Debian)"),
        Classifier(
            "libuv", ["libuv*.so*"], [.sole("\(.release(3))\0./src/unix/", beginning: "1.")], cpe: ["libuv:libuv"],
            seen: "libuv.so.1 1.44.2 (Debian)"),
        Classifier(
            "jemalloc", ["libjemalloc*.so*"], ["\0\(.release(3))-0-g"], cpe: ["jemalloc:jemalloc"],
            seen: "libjemalloc.so.2 5.3.0 (Debian)"),
        Classifier(
            "openblas", ["libopenblas*.so*"], ["OpenBLAS \(.version(3, 3, .prerelease)) "],
            cpe: ["openblas_project:openblas"],
            seen: "libopenblasp 0.3.15 (wheel)"),
        Classifier(
            "qtbase", ["libQt*Core.so*", "libQtCore.so*"],
            [
                "\0Qt \(.release(3)) (", "QtCore library version \(.release(3))",
                "QtCore library version Qt \(.release(3))",
            ],
            cpe: ["qt:qt", "qt:qtbase"], seen: "libQt5Core.so.5 5.15.8, libQt6Core.so.6 6.4.2 (Debian)"),
    ]
}
