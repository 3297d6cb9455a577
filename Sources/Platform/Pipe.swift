internal import CPlatform

/// A pipe between two programs; both ends are closed in programs that are started, unless they are handed to them.
package struct Pipe: Sendable {
    /// What is written to.
    package let beginning: OpenFile
    /// What is read from.
    package let end: OpenFile

    package init() throws(SystemError) {
        var ends: [Int32] = [-1, -1]
        _ = try retrying("pipe2") { hm_pipe(&ends) }
        end = OpenFile(FileHandle(owning: ends[0]))
        beginning = OpenFile(FileHandle(owning: ends[1]))
    }
}
