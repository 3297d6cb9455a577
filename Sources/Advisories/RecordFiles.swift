internal import Bytes
internal import JSON
internal import Platform
internal import Zip

/// Records in files: one JSON record, an array of them, a record a line, or a zip archive of records.
enum RecordFiles {
    /// No single file of records may be larger, in bytes.
    static let sizeLimit = 1 << 30

    static func isRecordFile(_ name: String) -> Bool {
        name.hasSuffix(".json") || name.hasSuffix(".jsonl") || name.hasSuffix(".ndjson") || name.hasSuffix(".zip")
    }

    /// Adds what a file holds; one that cannot be read, and held more than one record, leaves the set incomplete.
    static func read(_ path: String, into draft: inout RecordSetDraft, listed: [String: Int] = [:]) {
        do {
            if path.hasSuffix(".zip") {
                try readArchive(path, into: &draft, listed: listed)
            } else {
                let bytes = try contents(path)
                if path.hasSuffix(".json") {
                    readJSON(bytes.span, from: path, into: &draft)
                } else {
                    readLines(bytes.span, from: path, into: &draft)
                }
            }
        } catch {
            let failure = AdvisoryError(.unreadableSource, "\(error)", subject: path)
            if path.hasSuffix(".json") { draft.note(failure) } else { draft.fail(failure) }
        }
    }

    /// Adds the records of a zip archive, whose broken entries are noted.
    static func readArchive(
        _ path: String, into draft: inout RecordSetDraft, listed: [String: Int]
    ) throws {
        let archive = try ZipArchive(FileBytes(path))
        for entry in archive.entries where entry.name.hasSuffix(".json") {
            do throws(ZipError) {
                let bytes = try archive.contents(of: entry)
                let name = String(entry.name.dropLast(5))
                draft.add(json: bytes.span, from: "\(path)/\(entry.name)", listed: listed[name])
            } catch {
                draft.note(AdvisoryError(.unreadableSource, error.detail, subject: "\(path)/\(entry.name)"))
            }
        }
    }

    /// Adds one record, or each of an array; a broken element does not end the array.
    static func readJSON(_ bytes: Span<UInt8>, from path: String, into draft: inout RecordSetDraft) {
        var reader = JSONReader(bytes)
        do throws(JSONError) {
            guard try reader.peek() == .array else {
                draft.add(json: bytes, from: path)
                return
            }
            var index = 0
            try reader.beginArray()
            while try reader.nextElement() {
                let start = reader.offset
                try reader.skip()
                draft.add(json: bytes.extracting(start..<reader.offset), from: "\(path)[\(index)]")
                index += 1
            }
        } catch {
            draft.note(AdvisoryError(.malformedRecord, error.description, subject: path))
        }
    }

    /// Adds a record a line.
    static func readLines(_ bytes: Span<UInt8>, from path: String, into draft: inout RecordSetDraft) {
        var lines = Lines(bytes)
        var number = 0
        while let line = lines.next() {
            number += 1
            if !line.trimmed.isEmpty { draft.add(json: line, from: "\(path):\(number)") }
        }
    }

    /// A file's bytes, within the limit.
    static func contents(_ path: String) throws -> [UInt8] {
        let file = try FileHandle(reading: path)
        let status = try file.status()
        guard status.kind == .regular else {
            throw AdvisoryError(.unreadableSource, "it is no regular file", subject: path)
        }
        guard status.size <= sizeLimit else {
            throw AdvisoryError(.unreadableSource, "it is larger than \(sizeLimit) bytes", subject: path)
        }
        return try file.read(0..<status.size)
    }
}
