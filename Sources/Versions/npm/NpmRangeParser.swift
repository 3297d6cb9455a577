/// Turns npm's ranges into bounds.
struct NpmRangeParser: ~Escapable {
    private var reader: NpmReader
    private let withPrereleases: Bool

    /// The sides of a range, each the bounds that must all hold; nothing where the text is no range.
    static func parse(_ text: Span<UInt8>, withPrereleases: Bool) -> [[NpmComparator]]? {
        var parser = NpmRangeParser(text, withPrereleases)
        var sets: [[NpmComparator]] = []
        while true {
            guard let set = parser.side() else { return nil }
            sets.append(set)
            if parser.reader.isAtEnd { return sets }
            guard parser.reader.take(UInt8(ascii: "|")), parser.reader.take(UInt8(ascii: "|")) else { return nil }
        }
    }

    @_lifetime(copy text)
    private init(_ text: Span<UInt8>, _ withPrereleases: Bool) {
        reader = NpmReader(text)
        self.withPrereleases = withPrereleases
    }

    @_lifetime(self: copy self)
    private mutating func side() -> [NpmComparator]? {
        reader.skipSpaces()
        let start = reader.index
        if let set = hyphen() { return set }
        reader.rewind(to: start)
        var set: [NpmComparator] = []
        while !reader.isAtBreak {
            guard comparator(&set), reader.isAtBreak else { return nil }
            reader.skipSpaces()
        }
        return set
    }

    /// `FROM - TO`, which must be all of a side.
    @_lifetime(self: copy self)
    private mutating func hyphen() -> [NpmComparator]? {
        guard let from = reader.partial(), reader.isAtSpace else { return nil }
        reader.skipSpaces()
        guard reader.take(UInt8(ascii: "-")), reader.isAtSpace, let to = reader.partial() else { return nil }
        reader.skipSpaces()
        guard reader.isAtBreak else { return nil }
        var set: [NpmComparator] = []
        if case .number(let major) = from.major {
            let whole = Self.version(from)
            let label = whole?.prerelease ?? []
            let minor = from.minor.value ?? 0
            let patch = from.minor.value == nil ? 0 : from.patch.value ?? 0
            set.append(
                NpmComparator(
                    .atLeast,
                    NpmVersion(major, minor, patch, prerelease: label.isEmpty && withPrereleases ? [.zero] : label)))
        }
        if case .number(let major) = to.major {
            if let whole = Self.version(to) {
                set.append(
                    whole.prerelease.isEmpty && withPrereleases
                        ? .before(major, whole.minor, whole.patch + 1) : NpmComparator(.atMost, whole))
            } else if case .number(let minor) = to.minor {
                set.append(.before(major, minor + 1, 0))
            } else {
                set.append(.before(major + 1, 0, 0))
            }
        }
        return set
    }

    @_lifetime(self: copy self)
    private mutating func comparator(_ set: inout [NpmComparator]) -> Bool {
        if reader.take(UInt8(ascii: "^")) {
            reader.skipSpaces()
            guard let partial = reader.partial() else { return false }
            caret(partial, &set)
            return true
        }
        if reader.take(UInt8(ascii: "~")) {
            _ = reader.take(UInt8(ascii: ">"))
            reader.skipSpaces()
            guard let partial = reader.partial() else { return false }
            tilde(partial, &set)
            return true
        }
        let comparison = comparisonSign()
        reader.skipSpaces()
        guard let partial = reader.partial() else { return false }
        if let whole = Self.version(partial) {
            set.append(NpmComparator(comparison, whole))
        } else {
            open(comparison, partial, &set)
        }
        return true
    }

    @_lifetime(self: copy self)
    private mutating func comparisonSign() -> NpmComparator.Operator {
        if reader.take(UInt8(ascii: "<")) { return reader.take(UInt8(ascii: "=")) ? .atMost : .below }
        if reader.take(UInt8(ascii: ">")) { return reader.take(UInt8(ascii: "=")) ? .atLeast : .above }
        return .equal
    }

    private func caret(_ partial: NpmReader.Partial, _ set: inout [NpmComparator]) {
        guard let major = partial.major.value else { return }
        guard let minor = partial.minor.value else {
            return set += [.from(major, 0, 0, withPrereleases: withPrereleases), .before(major + 1, 0, 0)]
        }
        guard let patch = partial.patch.value else {
            let end: NpmComparator = major == 0 ? .before(major, minor + 1, 0) : .before(major + 1, 0, 0)
            return set += [.from(major, minor, 0, withPrereleases: withPrereleases), end]
        }
        let start =
            partial.prerelease.isEmpty
            ? .from(major, minor, patch, withPrereleases: withPrereleases && major == 0)
            : NpmComparator(.atLeast, NpmVersion(major, minor, patch, prerelease: partial.prerelease))
        if major > 0 { return set += [start, .before(major + 1, 0, 0)] }
        set += [start, minor > 0 ? .before(major, minor + 1, 0) : .before(major, minor, patch + 1)]
    }

    private func tilde(_ partial: NpmReader.Partial, _ set: inout [NpmComparator]) {
        guard let major = partial.major.value else { return }
        guard let minor = partial.minor.value else {
            return set += [.from(major, 0, 0, withPrereleases: false), .before(major + 1, 0, 0)]
        }
        let patch = partial.patch.value
        let start = NpmVersion(major, minor, patch ?? 0, prerelease: patch == nil ? [] : partial.prerelease)
        set += [NpmComparator(.atLeast, start), .before(major, minor + 1, 0)]
    }

    /// A bound on a version of which parts are open.
    private func open(
        _ comparison: NpmComparator.Operator, _ partial: NpmReader.Partial, _ set: inout [NpmComparator]
    ) {
        guard let major = partial.major.value else {
            if comparison == .below || comparison == .above { set.append(.nothing) }
            return
        }
        let minor = partial.minor.value ?? 0
        let next: (major: UInt64, minor: UInt64) =
            partial.minor.value.map { (major, $0 + 1) } ?? (major + 1, 0)
        switch comparison {
        case .equal:
            set += [
                .from(major, minor, 0, withPrereleases: withPrereleases), .before(next.major, next.minor, 0),
            ]
        case .below: set.append(.before(major, minor, 0))
        case .atMost: set.append(.before(next.major, next.minor, 0))
        case .above: set.append(.from(next.major, next.minor, 0, withPrereleases: withPrereleases))
        case .atLeast: set.append(.from(major, minor, 0, withPrereleases: withPrereleases))
        }
    }

    /// The version where no part of it is open.
    private static func version(_ partial: NpmReader.Partial) -> NpmVersion? {
        guard let major = partial.major.value, let minor = partial.minor.value, let patch = partial.patch.value else {
            return nil
        }
        return NpmVersion(major, minor, patch, prerelease: partial.prerelease)
    }
}

extension NpmReader.Number {
    /// The number, or nothing where it is open.
    fileprivate var value: UInt64? { if case .number(let value) = self { value } else { nil } }
}
