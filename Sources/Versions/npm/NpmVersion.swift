/// A version of an npm package, its numbers no greater than JavaScript counts exactly.
struct NpmVersion: Comparable, Sendable {
    var major: UInt64
    var minor: UInt64
    var patch: UInt64
    var prerelease: [UInt8] = []

    /// The greatest number that npm takes in a version, 2⁵³ − 1.
    static let greatestNumber: UInt64 = 9_007_199_254_740_991

    init(_ major: UInt64, _ minor: UInt64, _ patch: UInt64, prerelease: [UInt8] = []) {
        self.major = major
        self.minor = minor
        self.patch = patch
        self.prerelease = prerelease
    }

    /// Reads a whole version as npm does when it is loose: signs in front, leading zeros, no hyphen needed.
    init?(_ text: String) {
        var reader = NpmReader(text.utf8.span)
        reader.skipSpaces()
        guard let partial = reader.partial(isLoose: true), case .number(let major) = partial.major,
            case .number(let minor) = partial.minor, case .number(let patch) = partial.patch
        else { return nil }
        reader.skipSpaces()
        guard reader.isAtEnd else { return nil }
        self.init(major, minor, patch, prerelease: partial.prerelease)
    }

    /// Whether both have the same three numbers.
    func sharesNumbers(with other: NpmVersion) -> Bool {
        major == other.major && minor == other.minor && patch == other.patch
    }

    func compared(to other: NpmVersion) -> Ordering {
        if major != other.major { return Ordering(major, other.major) }
        if minor != other.minor { return Ordering(minor, other.minor) }
        if patch != other.patch { return Ordering(patch, other.patch) }
        switch (prerelease.isEmpty, other.prerelease.isEmpty) {
        case (true, true): return .equal
        case (true, false): return .greater
        case (false, true): return .less
        case (false, false):
            return Ordering.ofIdentifiers(
                prerelease.span, 0..<prerelease.count, other.prerelease.span, 0..<other.prerelease.count)
        }
    }

    static func == (a: NpmVersion, b: NpmVersion) -> Bool { a.compared(to: b) == .equal }

    static func < (a: NpmVersion, b: NpmVersion) -> Bool { a.compared(to: b) == .less }
}
