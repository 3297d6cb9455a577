internal import Bytes

/// The version that an image of Linux for PCs carries in its setup header (Linux, "The Linux/x86 Boot Protocol").
///
/// | offset | bytes | |
/// |---|---|---|
/// | 0x202 | 4 | `HdrS` |
/// | 0x206 | 2 | the protocol's version; 2.00 and later have a text |
/// | 0x20e | 2 | where the text begins, less 0x200 |
enum KernelImage {
    /// The setup code, in which the text lies, ends before here.
    static let length = 0x8200
    private static let textLimit = 256

    /// The text that `uname -r -v` is made of: `6.1.0-13-amd64 (builder) #1 SMP …`; nothing where the file is something else.
    static func version(_ bytes: Span<UInt8>) -> String? {
        guard bytes.hasPrefix("HdrS", at: 0x202), bytes.count > 0x210, bytes[0x207] >= 2 else { return nil }
        let start = (Int(bytes[0x20e]) | Int(bytes[0x20f]) << 8) + 0x200
        guard start > 0x210, let end = bytes.index(of: 0, from: start), end > start, end - start <= textLimit else {
            return nil
        }
        let text = bytes.extracting(start..<end).text
        return text.utf8.first.map { $0 >= 0x30 && $0 <= 0x39 } == true ? text : nil
    }
}
