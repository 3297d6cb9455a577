internal import Bytes

/// An ecosystem's `modified_id.csv`: when each record last changed, the newest first.
///
/// All of it is read, and each line compared with what is known of that record. Reading only down to the newest time
/// known would miss changes for as long as one record claims to have changed in the future, and real ones do.
struct ModifiedList {
    struct Line: Sendable {
        let id: String
        /// The time, as a `Timestamp.code`.
        let stamp: Int
    }

    private(set) var lines: [Line] = []

    /// Reads the list; an empty one, or a line that is none, is an error.
    init(_ bytes: Span<UInt8>, subject: String) throws(AdvisoryError) {
        var reader = Lines(bytes)
        var number = 0
        var seen: Set<String> = []
        while let line = reader.next() {
            number += 1
            if line.trimmed.isEmpty { continue }
            guard let comma = line.index(of: 0x2c) else {
                throw AdvisoryError(.unreadableSource, "line \(number) has no comma", subject: subject)
            }
            let stamp = Timestamp.code(line.extracting(..<comma).trimmed.text)
            guard stamp > 0 else {
                throw AdvisoryError(.unreadableSource, "line \(number) has no time", subject: subject)
            }
            let id = line.extracting((comma + 1)..<line.count).trimmed.text
            // What cannot be a file's name cannot be fetched by it.
            if Self.isFileName(id), seen.insert(id).inserted { lines.append(Line(id: id, stamp: stamp)) }
        }
        guard !lines.isEmpty else { throw AdvisoryError(.emptySource, "it lists no record", subject: subject) }
    }

    /// Whether a name is safe as a part of a path, here and on the server.
    static func isFileName(_ name: String) -> Bool {
        let bytes = name.utf8
        return !bytes.isEmpty && bytes.count <= 200 && bytes.first != 0x2e
            && bytes.allSatisfy { byte in byte >= 0x20 && byte < 0x7f && byte != 0x2f && byte != 0x5c }
    }
}
