/// A Go module version made from a commit: `v0.0.0-yyyymmddhhmmss-abcdefabcdef`.
///
/// | form | when |
/// |---|---|
/// | `vX.0.0-TIME-REVISION` | no earlier version is tagged |
/// | `vX.Y.Z-PRE.0.TIME-REVISION` | the last tag is the pre-release `vX.Y.Z-PRE` |
/// | `vX.Y.(Z+1)-0.TIME-REVISION` | the last tag is `vX.Y.Z` |
///
/// Source: the Go modules reference, “Pseudo-versions”.
package struct GoPseudoVersion: Sendable, Hashable {
    /// The tag that the commit follows, without a `v`, or nothing.
    package let base: String?
    /// When the commit was made, as yyyymmddhhmmss in UTC.
    package let timestamp: String
    /// The first twelve digits of the commit's hash.
    package let revision: String
    /// Whether the module is at version 2 or later without saying so in its path.
    package let isIncompatible: Bool

    /// Reads a pseudo-version, with or without the `v`; throws where the text is none.
    package init(_ text: String) throws(VersionError) {
        guard let parsed = Self.parse(text) else { throw .invalid(text, scheme: .go) }
        self = parsed
    }

    private init(base: String?, timestamp: String, revision: String, isIncompatible: Bool) {
        self.base = base
        self.timestamp = timestamp
        self.revision = revision
        self.isIncompatible = isIncompatible
    }

    private static func parse(_ text: String) -> GoPseudoVersion? {
        let bytes = text.utf8.span
        guard let word = bytes.word else { return nil }
        let start = bytes[word.lowerBound] == UInt8(ascii: "v") ? word.lowerBound + 1 : word.lowerBound
        let end = bytes.first(UInt8(ascii: "+"), in: word) ?? word.upperBound
        guard let dash = bytes.last(UInt8(ascii: "-"), in: start..<end), dash + 1 < end else { return nil }
        for index in dash + 1..<end where !bytes[index].isAlphanumeric { return nil }
        let timestamp = dash - 14..<dash
        guard timestamp.lowerBound > start + 5 else { return nil }
        for index in timestamp where !bytes[index].isDigit { return nil }

        guard let numbers = Numbers(bytes, start, timestamp.lowerBound) else { return nil }
        let label = numbers.end + 1..<timestamp.lowerBound
        let base: String?
        if label.isEmpty {
            // Without a tag before it the version is vX.0.0.
            guard bytes.isZero(numbers.minor), bytes.isZero(numbers.patch) else { return nil }
            base = nil
        } else {
            guard label.count >= 2, bytes[label.upperBound - 1] == UInt8(ascii: "."),
                bytes[label.upperBound - 2] == .zero
            else { return nil }
            if label.count == 2 {
                guard let patch = bytes.decrement(numbers.patch) else { return nil }
                base = "\(bytes.text(start..<numbers.patch.lowerBound))\(patch)"
            } else {
                guard bytes[label.upperBound - 3] == UInt8(ascii: "."), label.count > 3 else { return nil }
                base = bytes.text(start..<label.upperBound - 3)
            }
        }
        return GoPseudoVersion(
            base: base, timestamp: bytes.text(timestamp), revision: bytes.text(dash + 1..<end),
            isIncompatible: bytes.equals("+incompatible", end..<word.upperBound))
    }

    /// Where the three numbers stand, and the hyphen after them.
    private struct Numbers {
        var minor: Range<Int>
        var patch: Range<Int>
        var end: Int

        init?(_ text: Span<UInt8>, _ start: Int, _ end: Int) {
            let major = text.endOfDigits(from: start, to: end)
            guard major > start, major < end, text[major] == UInt8(ascii: ".") else { return nil }
            minor = major + 1..<text.endOfDigits(from: major + 1, to: end)
            guard !minor.isEmpty, minor.upperBound < end, text[minor.upperBound] == UInt8(ascii: ".") else {
                return nil
            }
            patch = minor.upperBound + 1..<text.endOfDigits(from: minor.upperBound + 1, to: end)
            guard !patch.isEmpty, patch.upperBound < end, text[patch.upperBound] == UInt8(ascii: "-") else {
                return nil
            }
            self.end = patch.upperBound
        }
    }
}

extension Span where Element == UInt8 {
    fileprivate func isZero(_ range: Range<Int>) -> Bool { range.count == 1 && self[range.lowerBound] == .zero }

    fileprivate func text(_ range: Range<Int>) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(range.count)
        for index in range { bytes.append(self[index]) }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The number before the one in the range, or nothing before 0.
    fileprivate func decrement(_ range: Range<Int>) -> String? {
        var digits: [UInt8] = []
        for index in range { digits.append(self[index]) }
        guard let last = digits.lastIndex(where: { $0 != .zero }) else { return nil }
        digits[last] -= 1
        for index in last + 1..<digits.endIndex { digits[index] = UInt8(ascii: "9") }
        if digits.count > 1, digits[0] == .zero { digits.removeFirst() }
        return String(decoding: digits, as: UTF8.self)
    }
}
