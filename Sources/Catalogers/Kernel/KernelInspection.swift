internal import Inventory

/// Reads the first bytes of an image of Linux, which say its version.
struct KernelInspection: Inspection {
    private let size: Int
    private let evidence: @Sendable (String?) -> Evidence?

    /// - Parameter evidence: what to make of the text, or of a file without one.
    init(size: Int, evidence: @escaping @Sendable (String?) -> Evidence?) {
        self.size = size
        self.evidence = evidence
    }

    mutating func begin() -> InspectionStep { .read(0..<min(size, KernelImage.length)) }

    mutating func receive(_ bytes: Span<UInt8>, at offset: Int) throws(CatalogerError) -> InspectionStep {
        .done(bytes.count > 0 ? evidence(KernelImage.version(bytes)) : nil)
    }
}
