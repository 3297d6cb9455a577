/// Semantic versions whose builds are ordered too, as Dart and Julia do: no build comes first, then by identifiers.
///
/// Sources: Dart's `pub_semver`; Julia's `VersionNumber`.
enum BuildOrder: VersionOrder {
    static func layout(of text: Span<UInt8>) -> SemanticOrder.Layout? { SemanticOrder.layout(of: text) }

    static func order(
        _ a: Span<UInt8>, _ first: SemanticOrder.Layout, _ b: Span<UInt8>, _ second: SemanticOrder.Layout
    ) -> Ordering {
        let order = SemanticOrder.order(a, first, b, second)
        return order != .equal ? order : Ordering.ofIdentifiers(a, first.build, b, second.build)
    }
}
