internal import Inventory
internal import JSON

/// Numbers in sentences.
enum Count {
    /// `1 layer`, `3 layers`.
    static func text(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

    /// `1 advisory`, `3 advisories`.
    static func text(_ count: Int, _ one: String, _ many: String) -> String { "\(count) \(count == 1 ? one : many)" }

    /// What comes behind the number of packages that count: `; 12 more within these; 3 more that were left out`.
    static func rest(_ counts: PackageCounts) -> String {
        var text = ""
        if counts.within > 0 { text += "; \(counts.within) more within these" }
        if counts.leftOut > 0 { text += "; \(counts.leftOut) more in lock files, left out" }
        return text
    }

    /// The first five of some names, with a mark where there are more.
    static func some(_ names: [String]) -> String {
        names.prefix(5).joined(separator: ", ") + (names.count > 5 ? ", …" : "")
    }

    /// A number with one decimal.
    static func tenths(_ number: Double) -> String { JSONWriter.fixed(number, decimals: 1) }

    /// Bytes in the unit that fits.
    static func bytes(_ count: Int) -> String {
        if count < 10_000 { return "\(count) B" }
        if count < 10_000_000 { return "\(count / 1000) kB" }
        return "\(tenths(Double(count) / 1_000_000)) MB"
    }
}
