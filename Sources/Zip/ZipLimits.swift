/// How much of a zip archive is accepted, so that a small hostile file cannot ask for much memory.
package struct ZipLimits: Sendable {
    /// The most entries in one archive.
    package var entries: Int
    /// The most bytes of a central directory.
    package var directoryBytes: Int
    /// The most bytes of one entry when inflated.
    package var entryBytes: Int

    package init(entries: Int = 2_000_000, directoryBytes: Int = 256 << 20, entryBytes: Int = 256 << 20) {
        self.entries = entries
        self.directoryBytes = directoryBytes
        self.entryBytes = entryBytes
    }
}
