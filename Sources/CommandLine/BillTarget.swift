internal import Bills
internal import Bytes
internal import Images
internal import JSON
internal import Layers
internal import Platform
internal import Reports

/// A target that is a document and not an image: `sbom:FILE`, or a file or a stream that begins as one.
struct BillTarget {
    let path: String
    private let place: FilePlace

    /// - Parameter scratch: where a stream takes room.
    init?(_ target: String, scratch: Scratch) throws {
        if target.hasPrefix("sbom:") {
            path = String(target.dropFirst(5))
            guard !path.isEmpty else {
                throw ImageError(.invalidReference, "sbom: a path is missing after the colon")
            }
            place = try Self.place(of: path, scratch)
            return
        }
        guard ImageTarget(target).scheme == nil else { return nil }
        path = target
        place = try Self.place(of: path, scratch)
        guard Self.beginsAsDocument(place) else { return nil }
    }

    private static func place(of path: String, _ scratch: Scratch) throws -> FilePlace {
        try InputStreams.shared.place(of: path, scratch: scratch, limit: Limits().layerBytes) ?? .path(path)
    }

    /// The document's bytes.
    func bytes() throws -> [UInt8] {
        let file: FileHandle
        do throws(SystemError) { file = try place.open() } catch {
            throw ImageError(error.isNotFound ? .notFound : .unreadable, "\(error)")
        }
        let status = try file.status()
        guard status.kind == .regular else { throw ImageError(.unsupported, "\(path) is not a regular file") }
        guard status.size <= BillRegistry.documentLimit else {
            throw ImageError(
                .limitExceeded, "\(path) has more than \(BillRegistry.documentLimit >> 20) MiB, so it was not read")
        }
        return try file.read(0..<status.size)
    }

    /// The bill that the document is.
    func bill() throws -> Bill {
        let bytes = try bytes()
        do throws(BillError) {
            return try BillRegistry.read(bytes.span, from: path).bill
        } catch {
            guard error.code == .unrecognised, let json = try? JSONValue(bytes.span),
                SavedReport.version(of: json) != nil
            else { throw error }
            throw ImageError(
                .unsupported, "\(path) is a report of a scan, not a bill of materials; hullmark diff compares reports")
        }
    }

    /// Whether a file begins with what JSON, XML or SPDX's lines begin with, which no archive does.
    private static func beginsAsDocument(_ place: FilePlace) -> Bool {
        guard let file = try? place.open(), let status = try? file.status(), status.kind == .regular,
            let head = try? file.read(0..<min(status.size, 256))
        else { return false }
        var first = head.span.hasPrefix("\u{feff}") ? 3 : 0
        while first < head.count && isSpace(head[first]) { first += 1 }
        guard first < head.count else { return false }
        return head[first] == 0x7b || head[first] == 0x3c || head.span.hasPrefix("SPDXVersion:", at: first)
    }
}
