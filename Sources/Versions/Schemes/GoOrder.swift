/// Go's order of module versions and of toolchains.
///
/// | text | meaning |
/// |---|---|
/// | `v1.2.3`, `1.2.3` | a semantic version, the `v` left out in advisories |
/// | `v2.0.0+incompatible` | the mark does not count |
/// | `v0.0.0-20240102150405-abcdefabcdef` | a pseudo-version, which orders as the pre-release that it is |
/// | `go1.21.3`, `1.21rc1` | a toolchain; `rc1` is `rc.1`, as the standard library's advisories write it |
///
/// What follows a space, a tab or a hyphen in a toolchain's name says how it was built and does not count.
/// Source: the Go modules reference, “Versions” and “Pseudo-versions”; “Go toolchains”, version syntax.
enum GoOrder: VersionOrder {
    static func layout(of text: Span<UInt8>) -> SemanticOrder.Layout? {
        var range = text.trimmed
        if range.count > 2, text[range.lowerBound] == UInt8(ascii: "g"), text[range.lowerBound + 1] == UInt8(ascii: "o")
        {
            var stop = range.lowerBound + 2
            guard text[stop].isDigit else { return nil }
            while stop < range.upperBound, text[stop] != UInt8(ascii: "-"), !text[stop].isSpace { stop += 1 }
            range = range.lowerBound + 2..<stop
        }
        for index in range where !text[index].isGraphic { return nil }
        guard var layout = SemanticOrder.layout(of: text, in: range) else { return nil }
        let label = layout.prerelease.lowerBound
        // Only a toolchain lets a word follow its numbers without a hyphen.
        layout.isToolchain = !layout.prerelease.isEmpty && label == layout.numbers.upperBound
        return layout
    }

    static func order(
        _ a: Span<UInt8>, _ first: SemanticOrder.Layout, _ b: Span<UInt8>, _ second: SemanticOrder.Layout
    ) -> Ordering {
        SemanticOrder.order(a, first, b, second)
    }
}
