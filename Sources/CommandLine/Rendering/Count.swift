internal import Inventory
internal import JSON

/// Numbers in sentences.
enum Count {
    /// `1 layer`, `3 layers`.
    static func text(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

    /// `1 advisory`, `3 advisories`.
    static func text(_ count: Int, _ one: String, _ many: String) -> String { "\(count) \(count == 1 ? one : many)" }

    /// The packages that do not count: `; 12 more are part of these and not checked on their own`.
    static func rest(_ counts: PackageCounts) -> String {
        var text = ""
        if counts.within > 0 {
            let (verb, whose) = counts.within == 1 ? ("is", "its") : ("are", "their")
            text += "; \(counts.within) more \(verb) part of these and not checked on \(whose) own"
        }
        if counts.leftOut > 0 { text += "; \(counts.leftOut) listed but not installed" }
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
