/// The names of files: `nginx`, `python*`, `libssl*.so*`, `elixir/ebin/elixir.app`.
///
/// A `*` stands for any bytes of one name. Where there are slashes, the folders above the file are matched as well.
struct NamePattern: Sendable, Equatable, ExpressibleByStringLiteral, CustomStringConvertible {
    let description: String
    /// The folders above the file, the nearest last, and the file's name.
    private let parts: [[UInt8]]

    init(stringLiteral value: String) {
        description = value
        parts = value.split(separator: "/").map { Array($0.utf8) }
    }

    /// The name's bytes before the first `*`.
    var prefix: [UInt8] { Array((parts.last ?? []).prefix { $0 != UInt8(ascii: "*") }) }

    /// The name's bytes after the last `*`.
    var suffix: [UInt8] { Array((parts.last ?? []).reversed().prefix { $0 != UInt8(ascii: "*") }.reversed()) }

    /// Whether the name has no `*`.
    var isExact: Bool { !(parts.last ?? []).contains(UInt8(ascii: "*")) }

    /// Whether a path ends as the pattern says.
    func matches(_ path: Span<UInt8>) -> Bool {
        var end = path.count
        for part in parts.reversed() {
            guard end >= 0 else { return false }
            var start = end
            while start > 0 && path[start - 1] != UInt8(ascii: "/") { start -= 1 }
            guard Self.fits(part, path.extracting(start..<end)) else { return false }
            end = start - 1
        }
        return true
    }

    /// Whether a name fits; goes back to the last `*` alone, so that no name takes long.
    private static func fits(_ pattern: [UInt8], _ name: Span<UInt8>) -> Bool {
        var place = 0
        var offset = 0
        var star: (place: Int, offset: Int)?
        while offset < name.count {
            if place < pattern.count && pattern[place] == UInt8(ascii: "*") {
                star = (place, offset)
                place += 1
            } else if place < pattern.count && pattern[place] == name[offset] {
                place += 1
                offset += 1
            } else if let last = star {
                star = (last.place, last.offset + 1)
                place = last.place + 1
                offset = last.offset + 1
            } else {
                return false
            }
        }
        return pattern[place...].allSatisfy { $0 == UInt8(ascii: "*") }
    }
}
