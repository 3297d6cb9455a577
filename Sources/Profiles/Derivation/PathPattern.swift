/// Names with `*` and `?` in the last part of a path, as configurations include files.
enum PathPattern {
    /// The paths that a pattern names, sorted; a path without a pattern names itself.
    static func matches(of pattern: String, relativeTo folder: String, in tree: ImageTree) -> [String] {
        let whole = pattern.hasPrefix("/") ? pattern : "\(folder)/\(pattern)"
        guard let slash = whole.lastIndex(of: "/") else { return [] }
        let directory = String(whole[..<slash])
        let name = String(whole[whole.index(after: slash)...])
        guard name.contains("*") || name.contains("?") else { return [whole] }
        let sought = Array(name.utf8)
        return tree.names(in: directory.isEmpty ? "/" : directory)
            .filter { !$0.hasPrefix(".") && matches(Array($0.utf8), sought) }
            .prefix(1024).map { "\(directory)/\($0)" }
    }

    /// Whether a name fits a pattern; in time of the product of their lengths.
    static func matches(_ name: [UInt8], _ pattern: [UInt8]) -> Bool {
        var place = 0
        var sought = 0
        var star: (pattern: Int, name: Int)?
        while place < name.count {
            if sought < pattern.count, pattern[sought] == 0x2a {
                star = (sought, place)
                sought += 1
            } else if sought < pattern.count, pattern[sought] == name[place] || pattern[sought] == 0x3f {
                place += 1
                sought += 1
            } else if let last = star {
                sought = last.pattern + 1
                place = last.name + 1
                star = (last.pattern, place)
            } else {
                return false
            }
        }
        return pattern[sought...].allSatisfy { $0 == 0x2a }
    }
}

extension String {
    /// The text with each occurrence of another replaced.
    func replacingAll(_ sought: String, with replacement: String) -> String {
        guard !sought.isEmpty, utf8.contains(sought.utf8.first ?? 0) else { return self }
        return split(separator: sought, omittingEmptySubsequences: false).joined(separator: replacement)
    }
}
