internal import Bytes

/// What a derivation keeps of a regular file.
struct FileFacts: Sendable {
    var elf: ELFFacts?
    /// The content of a text that was small enough, or wanted by name.
    var text: [UInt8]?
    /// Of files that may be executed.
    var digest: Digest?
    /// Whether it begins as a script.
    var isScript = false
}
