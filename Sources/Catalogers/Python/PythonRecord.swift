internal import Bytes
internal import Inventory

/// Reads the lists of files that installed distributions keep.
///
/// | file | a line | paths start from |
/// |---|---|---|
/// | `RECORD` (PEP 376, PEP 427) | `path,sha256=BASE64URL,size`, CSV | the folder above `*.dist-info` |
/// | `installed-files.txt` | `path` | the `*.egg-info` folder |
enum PythonRecord {
    /// The files that a `RECORD` lists, with the digests that are SHA-256.
    static func files(record bytes: Span<UInt8>, from folder: Substring) -> FileList {
        var files = FileList()
        var lines = Lines(bytes)
        while let line = lines.next() {
            var offset = 0
            let path = field(of: line, &offset)
            guard !path.isEmpty else { continue }
            let digest = digest(field(of: line, &offset))
            files.append(PythonSite.resolve(path.span, from: folder).span, digest: digest)
        }
        return files
    }

    /// The files that an `installed-files.txt` lists.
    static func files(installed bytes: Span<UInt8>, from folder: Substring) -> FileList {
        var files = FileList()
        var lines = Lines(bytes)
        while let line = lines.next() {
            let path = line.trimmed
            if path.count > 0 { files.append(PythonSite.resolve(path, from: folder).span) }
        }
        return files
    }

    /// The CSV field at an offset, which then is behind the comma.
    private static func field(of line: Span<UInt8>, _ offset: inout Int) -> [UInt8] {
        let quote = UInt8(ascii: "\"")
        guard offset < line.count else { return [] }
        guard line[offset] == quote else {
            let end = line.index(of: UInt8(ascii: ","), from: offset) ?? line.count
            defer { offset = end + 1 }
            return line.extracting(offset..<end).array
        }
        var text: [UInt8] = []
        offset += 1
        while offset < line.count {
            let byte = line[offset]
            offset += 1
            if byte == quote {
                guard offset < line.count, line[offset] == quote else { break }
                offset += 1
            }
            text.append(byte)
        }
        offset = (line.index(of: UInt8(ascii: ","), from: offset) ?? line.count) + 1
        return text
    }

    private static func digest(_ field: [UInt8]) -> String {
        guard field.span.hasPrefix("sha256="), let bytes = Base64.decode(field.dropFirst(7)), bytes.count == 32 else {
            return ""
        }
        return "sha256:\(Hex.encode(bytes))"
    }
}
