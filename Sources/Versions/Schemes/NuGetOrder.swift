/// NuGet's order: up to four numbers, and a pre-release in which the case of letters does not count.
///
/// Source: “NuGet package versioning”, normalized version numbers.
enum NuGetOrder: VersionOrder {
    static func layout(of text: Span<UInt8>) -> SemanticOrder.Layout? {
        guard let layout = SemanticOrder.layout(of: text) else { return nil }
        var dots = 0
        for index in layout.numbers where text[index] == UInt8(ascii: ".") { dots += 1 }
        return dots < 4 ? layout : nil
    }

    static func order(
        _ a: Span<UInt8>, _ first: SemanticOrder.Layout, _ b: Span<UInt8>, _ second: SemanticOrder.Layout
    ) -> Ordering {
        SemanticOrder.order(a, first, b, second, ignoringCase: true)
    }
}
