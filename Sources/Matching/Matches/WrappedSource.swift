internal import Inventory

/// The source that a wrapper packs again, of which a tracker of Debian or Ubuntu speaks: signed and meta packages of kernels and boot
/// loaders hold its code under a name and a version of their own.
///
/// | wrapper | wraps | version |
/// |---|---|---|
/// | `linux-signed-amd64` (Debian), `linux-signed` (Ubuntu) | `linux` | the binary package's |
/// | `linux-signed-aws`, `linux-signed-hwe-5.15` | `linux-aws`, `linux-hwe-5.15` | the binary package's |
/// | `linux-meta`, `linux-meta-aws` | `linux`, `linux-aws` | `5.15.0.91.88` is some upload of `5.15.0-91` |
/// | `grub2-signed`, `grub-efi-amd64-signed` | `grub2` | behind the wrapper's: `2.06-13` of `1+2.06+13`, `1.187+2.06-13` |
/// | `shim-signed`, `fwupd-amd64-signed` | `shim`, `fwupd` | the same |
struct WrappedSource: Equatable {
    let name: String
    let version: String

    private static let architectures: Set<Substring> = [
        "amd64", "arm64", "i386", "ia32", "armhf", "ppc64el", "riscv64", "s390x",
    ]

    /// Returns nil if the source is not a wrapper.
    init?(_ source: String, package version: String) {
        if let rest = Self.rest(of: source, behind: "linux-signed") {
            name = "linux" + Self.withoutArchitecture(rest)
            self.version = version
        } else if let rest = Self.rest(of: source, behind: "linux-meta") {
            guard let upload = Self.upload(ofMeta: version) else { return nil }
            name = "linux" + rest
            self.version = upload
        } else if source.hasSuffix("-signed") {
            let stem = Self.withoutArchitecture(source.dropLast("-signed".count))
            guard !stem.isEmpty, let wrapped = Self.wrapped(version) else { return nil }
            name = stem == "grub-efi" || stem == "grub-pc" ? "grub2" : stem
            self.version = wrapped
        } else {
            return nil
        }
    }

    private static func rest(of source: String, behind prefix: String) -> Substring? {
        guard source.hasPrefix(prefix) else { return nil }
        let rest = source.dropFirst(prefix.count)
        return rest.isEmpty || rest.hasPrefix("-") ? rest : nil
    }

    private static func withoutArchitecture(_ text: Substring) -> String {
        guard let hyphen = text.lastIndex(of: "-"), architectures.contains(text[text.index(after: hyphen)...]) else {
            return String(text)
        }
        return String(text[..<hyphen])
    }

    /// `5.15.0-91.~` for `5.15.0.91.88`, extended so that it follows every upload of that build: each upload has a new build number.
    private static func upload(ofMeta version: String) -> String? {
        let parts = version.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count >= 5, parts.prefix(4).allSatisfy({ !$0.isEmpty && $0.allSatisfy(\.isNumber) }) else {
            return nil
        }
        return "\(parts[0]).\(parts[1]).\(parts[2])-\(parts[3]).999999"
    }

    /// The wrapped version, which stands behind a plus sign.
    private static func wrapped(_ version: String) -> String? {
        for (place, character) in zip(version.indices, version).reversed() where character == "+" {
            let rest = version[version.index(after: place)...]
            if rest.first?.isNumber == true, rest.contains("-") { return String(rest) }
        }
        guard let first = version.firstIndex(of: "+") else { return nil }
        let rest = version[version.index(after: first)...]
        guard rest.first?.isNumber == true, let second = rest.firstIndex(of: "+") else { return nil }
        return "\(rest[..<second])-\(rest[rest.index(after: second)...])"
    }
}
