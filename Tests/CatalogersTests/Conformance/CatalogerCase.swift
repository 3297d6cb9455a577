import Bytes
import Layers
import Platform
import TestSupport
import Testing

/// A file of a case, as a layer would give it.
struct CaseFile: Sendable {
    let entry: LayerEntry
    let bytes: [UInt8]
}

/// A folder of fixtures: `Fixtures/CATALOGER/CASE/`, with `expected.txt` and a folder for each layer (no dot in its
/// name), lowest name first.
///
/// A file `.wh.NAME` in a layer takes `NAME` away from the layers below it. `HULLMARK_RECORD=1` writes the expected
/// texts anew.
struct CatalogerCase: Sendable, CustomTestStringConvertible {
    let cataloger: String
    let name: String

    static let folder: String = {
        var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
        parts.removeLast(2)
        return parts.joined(separator: "/") + "/Fixtures"
    }()

    /// Behind the name of a fixture that would mean something to the project's own tools.
    private static let suffix = ".fixture"

    /// All cases of all catalogers.
    static let all: [CatalogerCase] = names(folder).flatMap { cataloger in
        names("\(folder)/\(cataloger)").map { CatalogerCase(cataloger: cataloger, name: $0) }
    }

    var testDescription: String { "\(cataloger)/\(name)" }
    var expectedPath: String { "\(path)/expected.txt" }

    private var path: String { "\(Self.folder)/\(cataloger)/\(name)" }

    /// The layers' files, each layer sorted by path.
    func layers() throws -> [[CaseFile]] {
        try Self.names(path).filter { !$0.contains(".") }.map { try Self.files(below: "\(path)/\($0)") }
    }

    /// The regular files below a folder; links are passed over.
    static func files(below root: String) throws -> [CaseFile] {
        var found: [CaseFile] = []
        var waiting = [""]
        while let folder = waiting.popLast() {
            let handle = try FileHandle(reading: folder.isEmpty ? root : "\(root)/\(folder)")
            for name in try Directory.names(in: handle) {
                let path = folder.isEmpty ? name : "\(folder)/\(name)"
                let status = try FileStatus(of: name, in: handle)
                if status.kind == .directory { waiting.append(path) }
                guard status.kind == .regular else { continue }
                let bytes = try contents("\(root)/\(path)")
                let named = path.hasSuffix(suffix) ? String(path.dropLast(suffix.count)) : path
                found.append(
                    CaseFile(entry: LayerEntry(path: named, mode: status.mode, size: bytes.count), bytes: bytes))
            }
        }
        return found.sorted { $0.entry.path < $1.entry.path }
    }

    static func contents(_ path: String) throws -> [UInt8] {
        let file = try FileHandle(reading: path)
        return try file.read(0..<file.status().size)
    }

    private static func names(_ folder: String) -> [String] { ((try? Directory.names(at: folder)) ?? []).sorted() }
}
