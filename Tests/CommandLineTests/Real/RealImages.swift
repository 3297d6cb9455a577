import Bytes
import JSON
import Platform
import TestSupport

/// Images of real Debian packages, as `Scripts/images.sh` builds them into the folder that `HULLMARK_TEST_IMAGES` names.
enum RealImages: String, CaseIterable, Sendable {
    case slim, app

    /// The OCI layout; nothing where it was not built.
    var layout: String? {
        guard let folder = Platform.environment("HULLMARK_TEST_IMAGES") else { return nil }
        let path = "\(folder)/\(rawValue)"
        return TestFiles.names(in: path).contains("index.json") ? path : nil
    }

    static var areBuilt: Bool { allCases.allSatisfy { $0.layout != nil } }

    /// Runs a tool and gives what it wrote.
    static func output(of tool: String, _ arguments: [String], timeout: Duration = .seconds(300)) throws -> [UInt8] {
        guard let path = RunningProgram.path(tool) else { throw LoopbackFailure("\(tool) is not installed") }
        let outcome = try ChildProcess.run(path, arguments, outputLimit: 256 << 20, timeout: timeout)
        guard outcome.end == .exited(0) else { throw LoopbackFailure("\(tool) \(arguments): \(outcome.end)") }
        return outcome.output
    }

    /// The layers' blobs, lowest first.
    static func blobs(of layout: String) throws -> [String] {
        func document(_ descriptor: JSONValue?) throws -> JSONValue {
            try JSONValue(try TestFiles.bytes(at: path(descriptor)).span)
        }
        func path(_ descriptor: JSONValue?) -> String {
            let digest = descriptor?["digest"]?.string ?? ""
            return "\(layout)/blobs/" + digest.split(separator: ":").joined(separator: "/")
        }
        let index = try JSONValue(try TestFiles.bytes(at: "\(layout)/index.json").span)
        return try document(index["manifests"]?[0])["layers"]?.array?.map(path) ?? []
    }
}
