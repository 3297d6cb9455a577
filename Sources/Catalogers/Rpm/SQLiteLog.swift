internal import Bytes

/// Looks into SQLite's write-ahead log (sqlite.org, "Database File Format", 4 "The Write-Ahead Log").
///
/// A header of 32 bytes (magic 0x377f0682 or …83, page size at 8, two salts from 16 on), then frames: 24 bytes of header with the
/// same salts from 8 on, and a page. rpm writes all pages back when it ends, so a log with frames means that it did not end well.
enum SQLiteLog {
    /// What a person should know of the log; nothing where it holds no pages.
    static func problem(_ bytes: Span<UInt8>) -> String? {
        guard !bytes.isEmpty else { return nil }
        guard let magic = bytes.integer(UInt32.self, at: 0, bigEndian: true), magic & ~1 == 0x377f_0682,
            let size = bytes.int32(at: 8, bigEndian: true), (512...65536).contains(size),
            let salts = bytes.integer(UInt64.self, at: 16, bigEndian: true)
        else { return "the database's write-ahead log is damaged; packages that changed last may be missing" }
        var frames = 0
        var offset = 32
        while bytes.count - offset >= 24 + size,
            bytes.integer(UInt64.self, at: offset + 8, bigEndian: true) == salts
        {
            frames += 1
            offset += 24 + size
        }
        guard frames > 0 else { return nil }
        return """
            the database's write-ahead log holds \(frames) pages, which are not read; packages that changed last may be missing \
            or of their earlier version (`rpm --rebuilddb` writes the log back)
            """
    }
}
