internal import Inventory

/// How Go names modules and their versions.
enum GoModule {
    /// What the linker writes for a version that it does not know.
    static let unknownVersion = "(devel)"

    /// What the pseudo-version of a commit begins with that no tag comes before (Go modules reference, "Pseudo-versions").
    static let untaggedPrefix = "v0.0.0-"

    /// Whether a main module's version names no release: the linker knew none, or only the commit.
    static func isWithoutRelease(_ version: String) -> Bool {
        version.isEmpty || version == unknownVersion || version.hasPrefix("\(unknownVersion) ")
            || version.hasPrefix(untaggedPrefix)
    }

    /// The package URL: the module's path as it stands, since paths tell upper and lower case apart; an unknown version is left out.
    static func url(path: String, version: String) -> PackageURL {
        let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
        return PackageURL(
            type: .golang, namespace: slash.map { String(path[..<$0]) } ?? "",
            name: slash.map { String(path[path.utf8.index(after: $0)...]) } ?? path,
            version: version == unknownVersion ? "" : version)
    }

    /// Whether a replacement is a folder and no module.
    static func isFolder(_ path: String) -> Bool { path.hasPrefix(".") || path.hasPrefix("/") }

    /// The version of the standard library in what a binary says of its Go: `1.22.3` of `go1.22.3 X:boringcrypto`.
    static func libraryVersion(_ goVersion: String) -> String {
        let words = goVersion.split(separator: " ")
        let word = words.first { $0.hasPrefix("go") } ?? words.first ?? ""
        return String(word.hasPrefix("go") ? word.dropFirst(2) : word)
    }

    /// The version that Go gives a commit without a tag (Go modules reference, "Pseudo-versions").
    ///
    /// - Parameter time: of the commit, as `2023-05-01T12:34:56Z`.
    static func pseudoVersion(revision: String, time: String) -> String? {
        let digits = time.filter { $0.isASCII && $0.isNumber }
        guard time.utf8.count == 20, time.hasSuffix("Z"), digits.utf8.count == 14, !revision.isEmpty else { return nil }
        return "v0.0.0-\(digits)-\(revision.prefix(12))"
    }

    /// The version that a build set by `-ldflags "-X main.version=1.2.3"`; variables of the main module go before those of others.
    static func version(inFlags flags: String, module: String) -> String? {
        var other: String?
        for word in flags.split(whereSeparator: { $0.isWhitespace || $0 == "'" || $0 == "\"" }) {
            guard let equals = word.firstIndex(of: "="), let dot = word[..<equals].lastIndex(of: ".") else { continue }
            let variable = word[word.index(after: dot)..<equals].lowercased()
            guard ["version", "gitversion", "buildversion", "gitbuildversion", "tag"].contains(variable) else {
                continue
            }
            let value = word[word.index(after: equals)...]
            guard let version = release(value.split(separator: "/").last ?? "") else { continue }
            let package = word[..<dot]
            let isOwn = package.hasSuffix("main") || (!module.isEmpty && package.hasPrefix(module))
            if isOwn { return version }
            other = other ?? version
        }
        return other
    }

    /// `v1.2.3` of `1.2.3` or `v1.2.3`; nothing where there are not three numbers.
    private static func release(_ text: Substring) -> String? {
        let bare = text.hasPrefix("v") ? text.dropFirst() : text
        let numbers = bare.prefix { $0 == "." || ($0.isASCII && $0.isNumber) }.split(
            separator: ".", omittingEmptySubsequences: false)
        guard numbers.count >= 3, numbers.allSatisfy({ !$0.isEmpty }) else { return nil }
        return "v\(bare)"
    }
}
