internal import Bytes

/// What a module of Linux says of itself: the section `.modinfo`, `key=value` with a zero behind each.
struct KernelModule {
    private(set) var values: [String: String] = [:]

    /// Keys that are kept; parameters and aliases are many.
    private static let keys: Set<String> = [
        "name", "version", "license", "vermagic", "author", "description", "srcversion", "depends", "intree",
    ]

    /// Takes a whole module; nothing where it is none.
    init?(_ bytes: Span<UInt8>) {
        guard bytes.hasPrefix("\u{7f}ELF") else { return nil }
        var search = SectionSearch(size: bytes.count)
        var step = search.begin()
        // Header, table and, where they lie apart, names.
        for _ in 0..<4 {
            guard case .read(let range) = step else { break }
            step = search.receive(bytes.extracting(range.clamped(to: 0..<bytes.count)), at: range.lowerBound)
        }
        guard case .found(let sections, _, _) = step, let place = sections.first(where: { $0.name == ".modinfo" })
        else {
            return nil
        }
        read(bytes.extracting(place.file))
    }

    private mutating func read(_ section: Span<UInt8>) {
        var start = 0
        while start < section.count {
            let end = section.index(of: 0, from: start) ?? section.count
            let text = section.extracting(start..<end)
            start = end + 1
            guard let equals = text.index(of: UInt8(ascii: "=")) else { continue }
            let key = text.extracting(0..<equals).text
            if Self.keys.contains(key) && values[key] == nil {
                values[key] = text.extracting((equals + 1)..<text.count).trimmed.text
            }
        }
    }

    /// The release that the module was built for: the first word of `vermagic`.
    var release: String { values["vermagic"]?.split(separator: " ").first.map(String.init) ?? "" }
}
