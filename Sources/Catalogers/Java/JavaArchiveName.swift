/// What an archive's file name says: `NAME-VERSION.jar`.
///
/// The version begins at a hyphen before a digit. Of several such hyphens a later one counts where a word that is no part of a
/// version stands before it, as in `log4j-1.2-api-2.17.1`.
struct JavaArchiveName: Equatable {
    let name: String
    let version: String

    /// The longest name that file systems take; an entry of an archive may have a longer one.
    private static let lengthLimit = 255

    /// Endings of the archives that Java programs are shipped in.
    static let endings = [
        ".jar", ".war", ".ear", ".par", ".sar", ".nar", ".hpi", ".jpi", ".lpkg", ".kar",
    ]

    /// Whether a file is an archive by its name.
    static func isArchive(_ name: some StringProtocol) -> Bool {
        let end = name.suffix(5).lowercased()
        return endings.contains { end.hasSuffix($0) }
    }

    init(file: some StringProtocol) {
        let file = Substring(file)
        let stem = file[..<(file.utf8.lastIndex(of: UInt8(ascii: ".")) ?? file.endIndex)]
        guard stem.utf8.count <= Self.lengthLimit else {
            name = String(stem)
            version = ""
            return
        }
        var parts = stem.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        if let start = Self.versionStart(parts) {
            version = parts[start...].joined(separator: "-")
            parts.removeSubrange(start...)
            name = parts.joined(separator: "-")
        } else if let place = Self.looseVersionStart(stem.utf8) {
            name = String(stem[..<place])
            version = String(stem[stem.utf8.index(after: place)...])
        } else {
            name = String(stem)
            version = ""
        }
    }

    /// A name as it is compared where distributions spell it otherwise: words without the numbers behind them, hyphens between them.
    static func plain(_ name: some StringProtocol) -> String {
        let marks: [Character] = ["-", ".", "_"]
        let words: [String] = name.split { marks.contains($0) }.map { part in
            var word = String(part)
            while word.utf8.count > 1, let last = word.utf8.last, isDigit(last) { word.removeLast() }
            return word
        }
        return words.joined(separator: "-")
    }

    private static func versionStart(_ parts: [String]) -> Int? {
        for (index, part) in parts.enumerated() where index > 0 && beginsVersion(part) && !parts[0].isEmpty {
            let rest = parts[(index + 1)...]
            // Of `log4j-1.2-1.2.17` the first number is the series that the version is of.
            if let next = rest.first, next.hasPrefix("\(part).") { continue }
            let word = rest.firstIndex { !beginsVersion($0) && !isQualifier($0) }
            let isRestarted = word.map { place in parts[(place + 1)...].contains { beginsWithDigit($0) } } ?? false
            if !isRestarted { return index }
        }
        return nil
    }

    /// A dot or an underscore before digits and another number: `name_1.2.3`, `name.1.2`.
    private static func looseVersionStart(_ stem: Substring.UTF8View) -> Substring.Index? {
        var place = stem.startIndex
        while place < stem.endIndex {
            let next = stem.index(after: place)
            let isMark = stem[place] == UInt8(ascii: "_") || stem[place] == UInt8(ascii: ".")
            if place > stem.startIndex, isMark, next < stem.endIndex, isDigit(stem[next]),
                stem[next...].contains(UInt8(ascii: "."))
            {
                return place
            }
            place = next
        }
        return nil
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

    private static func beginsWithDigit(_ part: String) -> Bool { part.utf8.first.map(isDigit) ?? false }

    /// A digit, or one of the words that stand before a number: `r09`, `rc1`, `build7`, `v3`.
    private static func beginsVersion(_ part: String) -> Bool {
        if beginsWithDigit(part) { return true }
        let lower = part.lowercased()
        for word in ["build", "rc", "r", "v"] where lower.hasPrefix(word) {
            let rest = lower.utf8.dropFirst(word.utf8.count)
            if let first = rest.first, isDigit(first) { return rest.allSatisfy { isDigit($0) || $0 == 0x2e } }
        }
        return false
    }

    private static func isQualifier(_ part: String) -> Bool {
        let letters = part.lowercased().prefix { $0.isLetter }
        return [
            "snapshot", "alpha", "beta", "m", "rc", "cr", "final", "ga", "release", "sp", "jre", "android", "b",
            "incubating",
            "pre", "ea", "jdk", "java", "redhat", "jbossorg", "preview", "milestone", "build", "r", "v",
        ].contains(String(letters))
    }
}
