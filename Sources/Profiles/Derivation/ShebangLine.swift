internal import Bytes

/// A script's first line as Linux reads it (`fs/binfmt_script.c`): `#!`, an interpreter, and at most one argument.
struct ShebangLine: Equatable {
    /// What of the file is looked at (`BINPRM_BUF_SIZE`).
    private static let limit = 256

    let interpreter: String
    /// The one argument, or for `env -S` the words that it makes of it.
    let arguments: [String]

    init?(_ bytes: Span<UInt8>) {
        guard bytes.hasPrefix("#!") else { return nil }
        let head = bytes.extracting(2..<min(bytes.count, Self.limit))
        let line = head.extracting(0..<(head.index(of: 0x0a) ?? head.count)).trimmed
        let text = line.text
        guard let end = text.firstIndex(where: { $0 == " " || $0 == "\t" }) else {
            guard !text.isEmpty, !text.utf8.contains(0) else { return nil }
            interpreter = text
            arguments = []
            return
        }
        interpreter = String(text[..<end])
        guard !text.utf8.contains(0) else { return nil }
        arguments = [String(text[end...].drop { $0 == " " || $0 == "\t" })]
    }
}
