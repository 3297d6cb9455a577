/// How one scheme reads and orders versions.
///
/// Reading yields places in the text and no copies of it, so comparing two strings costs no allocation.
protocol VersionOrder {
    /// What reading a version once tells about it.
    associatedtype Layout: Sendable

    /// Reads a version, or answers nothing where the text is none.
    static func layout(of text: Span<UInt8>) -> Layout?

    /// Orders two versions that have been read.
    static func order(_ a: Span<UInt8>, _ first: Layout, _ b: Span<UInt8>, _ second: Layout) -> Ordering
}
