internal import Bytes

/// The files that say which distribution an image is of, the best first.
enum OSReleaseFiles {
    /// How a file is to be understood, as `Evidence.kind` has it.
    enum Kind: String { case osRelease = "os-release", lsbRelease = "lsb-release", alpine, debian, line, busybox }

    /// Fedora's variants; its `usr/lib/os-release` is a link to one of them.
    static let variantsFolder = "usr/lib/os.release.d"
    /// Bytes of a one-line file that are looked at.
    static let textLimit = 1024

    static let kinds: [(path: String, kind: Kind)] =
        [
            ("etc/os-release", .osRelease), ("usr/lib/os-release", .osRelease), ("etc/alpine-release", .alpine),
            ("etc/lsb-release", .lsbRelease),
        ]
        + [
            "almalinux", "rocky", "oracle", "centos", "fedora", "amazon-linux", "openEuler", "euleros", "photon",
            "mariner", "azurelinux", "SuSE", "mageia", "redhat", "system", "arch", "gentoo",
        ].map { ("etc/\($0)-release", .line) } + [
            ("etc/debian_version", .debian), ("bin/busybox", .busybox), ("bin/[", .busybox),
            ("usr/bin/busybox", .busybox),
        ]

    /// Where a path stands among the others; those of the variants' folder come after os-release itself.
    static func rank(of path: String) -> Int { kinds.firstIndex { $0.path == path } ?? 1 }

    static func kind(of path: String) -> Kind { kinds.first { $0.path == path }?.kind ?? .osRelease }

    /// The version in the text that a busybox program shows: `BusyBox v1.36.1 (…)`.
    static func busyboxVersion(_ bytes: Span<UInt8>) -> String? {
        let marker = Array("BusyBox v".utf8)
        guard let found = bytes.index(of: marker) else { return nil }
        let start = found + marker.count
        var end = start
        while end < bytes.count, end - start < 32, isVersionPart(bytes[end]) { end += 1 }
        return end > start ? bytes.extracting(start..<end).text : nil
    }

    private static func isVersionPart(_ byte: UInt8) -> Bool { (byte >= 0x30 && byte <= 0x39) || byte == 0x2e }
}
