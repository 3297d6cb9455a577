internal import Inventory

/// Names of CPAN's distributions: `JSON-XS`, whose main module is mostly `JSON::XS`.
enum PerlDistribution {
    /// Longer names are none.
    private static let nameLimit = 512

    /// The package URL: with the author's CPAN id where a file says it; without one a module's name stands in, as the specification's
    /// earlier form has it.
    static func url(of record: PackageRecord) -> PackageURL {
        let author = record.attributes["cpanid"] ?? ""
        let name = author.isEmpty ? record.name.replacing("-", with: "::") : record.name
        return PackageURL(type: .cpan, namespace: author.uppercased(), name: name, version: record.version)
    }

    /// A record; names of modules become those of distributions.
    static func record(name: String, version: String) -> PackageRecord {
        PackageRecord(type: .cpan, name: name.replacing("::", with: "-"), version: version)
    }

    /// Takes `Class-Method-Modifiers-2.13` apart: the version begins after the last hyphen before a digit.
    static func parts(of text: Substring) -> (name: String, version: String)? {
        guard text.utf8.count <= nameLimit else { return nil }
        var place = text.endIndex
        while let hyphen = text[..<place].lastIndex(of: "-") {
            let version = text[text.index(after: hyphen)...]
            let digits = version.hasPrefix("v") ? version.dropFirst() : version
            if let first = digits.utf8.first, first >= 0x30 && first <= 0x39, hyphen > text.startIndex {
                return (String(text[..<hyphen]), String(version))
            }
            place = hyphen
        }
        return nil
    }

    /// The author's id in a path of CPAN's, `E/ET/ETHER/Name-1.0.tar.gz`.
    static func author(inPath path: some StringProtocol) -> String? {
        let parts = path.split(separator: "/")
        guard parts.count >= 4, parts[0].count == 1, parts[1].count == 2, parts[2].hasPrefix(parts[1]) else {
            return nil
        }
        return String(parts[2])
    }
}
