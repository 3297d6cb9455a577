internal import Bytes
internal import Inventory

/// The lists of files beside dpkg's database.
///
/// | file | lines |
/// |---|---|
/// | `info/NAME[:ARCH].list` | `/path`, of files and directories |
/// | `info/NAME[:ARCH].md5sums`, `status.d/NAME.md5sums` | 32 hexadecimal digits, two spaces, `path` |
enum DpkgFiles {
    /// Reads a `.list`.
    ///
    /// A directory is not marked as such, but it stands before what is in it: a path that the next one continues is
    /// left out.
    static func list(_ bytes: Span<UInt8>) -> FileList {
        var files = FileList()
        files.reserveCapacity(bytes: bytes.count)
        var lines = Lines(bytes)
        guard var current = lines.next() else { return files }
        while let next = lines.next() {
            if !isParent(current, of: next) { append(current, to: &files) }
            current = next
        }
        append(current, to: &files)
        return files
    }

    /// Reads a `.md5sums`.
    static func md5sums(_ bytes: Span<UInt8>) -> (files: FileList, brokenLines: Int) {
        var files = FileList()
        var broken = 0
        var lines = Lines(bytes)
        files.reserveCapacity(bytes: bytes.count + bytes.count / 8)
        var digest = Array("md5:".utf8) + [UInt8](repeating: 0, count: 32)
        while let line = lines.next() {
            if line.trimmed.count == 0 { continue }
            guard line.count > 34, isMD5(line.extracting(0..<32)), line[32] == 0x20,
                line[33] == 0x20 || line[33] == 0x2a
            else {
                broken += 1
                continue
            }
            for index in 0..<32 { digest[4 + index] = line[index] }
            files.append(relative(line.extracting(34..<line.count)), digest: digest.span)
        }
        return (files, broken)
    }

    static func isMD5(_ text: Span<UInt8>) -> Bool {
        guard text.count == 32 else { return false }
        for index in 0..<32 where Hex.value(of: text[index]) == nil { return false }
        return true
    }

    private static func append(_ path: Span<UInt8>, to files: inout FileList) {
        if path.count == 2 && path.hasPrefix("/.") { return }
        files.append(relative(path))
    }

    /// Without the `./` that some tools write.
    @_lifetime(copy path)
    private static func relative(_ path: Span<UInt8>) -> Span<UInt8> {
        path.hasPrefix("./") ? path.extracting(2..<path.count) : path
    }

    private static func isParent(_ path: Span<UInt8>, of next: Span<UInt8>) -> Bool {
        guard path.count > 0, next.count > path.count, next[path.count] == 0x2f else { return false }
        return next.extracting(0..<path.count).equals(path)
    }
}
