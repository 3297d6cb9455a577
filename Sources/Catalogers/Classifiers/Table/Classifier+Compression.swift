extension Classifier {
    /// Compression and archives.
    static let compression: [Classifier] = [
        Classifier(
            "zlib", ["libz.so*", "libz-*.so*"],
            [" deflate \(.version(2, 4)) Copyright", " inflate \(.version(2, 4)) Copyright"], cpe: ["zlib:zlib"],
            seen: "libz.so.1 1.2.13 (Debian)"),
        Classifier(
            "xz", ["xz", "liblzma*.so*"],
            [
                "xz (XZ Utils) \(.version(3, 3, .prerelease))",
                .sole("\0\(.version(3, 3, .prerelease))\0", beginning: "5."),
            ],
            cpe: ["tukaani:xz"], seen: "xz, liblzma.so.5 5.4.1 (Debian), liblzma 5.8.4 (wheel)"),
        Classifier(
            "zstd", ["zstd", "libzstd*.so*"],
            [
                "\0v\(.release(3))\0", .sole("\0\(.release(3))\0", beginning: "1."),
                .sole("\(.release(3))\0\0", beginning: "1."),
            ],
            cpe: ["facebook:zstandard"], seen: "zstd, libzstd.so.1 1.5.4 (Debian), libzstd 1.5.7 (wheel)"),
        Classifier(
            "bzip2", ["libbz2*.so*", "bzip2"], ["\0\(.release(3)), \(.digits)-"], cpe: ["bzip:bzip2"],
            seen: "libbz2.so.1.0 1.0.8 (Debian)"),
        Classifier(
            "lz4", ["liblz4*.so*"], [.sole("\0\(.release(3))\0", beginning: "1.")], cpe: ["lz4_project:lz4"],
            seen: "liblz4.so.1 1.9.4 (Debian)"),
        Classifier(
            "brotli", ["libbrotli*.so*"], [.name("\(.word).so.\(.release(3))", beginning: "1.")],
            cpe: ["google:brotli"], seen: "libbrotlidec.so 1.0.9 (Debian), 1.2.0 (wheel)"),
        Classifier(
            "libarchive", ["libarchive*.so*", "bsdtar"], ["libarchive \(.release(3))\0"],
            cpe: ["libarchive:libarchive"], seen: "libarchive.so.13 3.6.2 (Debian)"),
        Classifier(
            "gzip", ["gzip"], [.sole("\0\(.version(2, 2))\0")], cpe: ["gnu:gzip"], seen: "gzip 1.12 (Debian)"),
    ]
}
