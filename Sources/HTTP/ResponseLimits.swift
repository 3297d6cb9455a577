/// How much a server may send before its body.
package struct ResponseLimits: Hashable, Sendable {
    /// Bytes of one line.
    package var line = 16_384
    /// Bytes of the status line and all fields together; of the trailer section, too.
    package var head = 131_072
    /// Field lines.
    package var fields = 256
    /// Responses of the 1xx class before the final one.
    package var interim = 16
    /// Bytes of the line that holds a chunk's size.
    package var chunkLine = 4_096

    /// The limits that suit registries and mirrors.
    package init() {}
}
