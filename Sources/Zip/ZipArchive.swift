/// A zip archive: its entries, and each one's bytes when they are asked for.
///
/// Sizes, method and checksum come from the central directory; the local header only tells where the bytes begin. An
/// entry is inflated into exactly its stated size, so what it takes of memory is known, and held to the limits, before
/// it is read.
package struct ZipArchive<Source: RandomAccess> {
    package let entries: [ZipEntry]
    private let source: Source
    private let limits: ZipLimits

    package init(_ source: Source, limits: ZipLimits = ZipLimits()) throws(ZipError) {
        self.source = source
        self.limits = limits
        entries = try ZipDirectory(source, limits: limits).entries
    }

    /// An entry's bytes, inflated and proven by their checksum.
    package func contents(of entry: ZipEntry) throws(ZipError) -> [UInt8] {
        try entry.contents(in: source, limit: limits.entryBytes)
    }
}
