import Bytes
import JSON
import Platform
import TestSupport

/// Images of real Debian packages, as `Scripts/images.sh` builds them into the folder that `HULLMARK_TEST_IMAGES` names.
enum RealImages: String, CaseIterable, Sendable {
    case slim, app

    /// The OCI layout; nothing where it was not built.
    var layout: String? { Self.layout(rawValue) }

    /// The layouts of all images, with those of applications, as far as they were built.
    static var layouts: [String] {
        guard let folder = Platform.environment("HULLMARK_TEST_IMAGES") else { return [] }
        let applications = (try? TestFiles.bytes(at: "\(folder)/applications")) ?? []
        let names =
            allCases.map(\.rawValue)
            + String(decoding: applications, as: UTF8.self).split(separator: "\n").map(String.init)
        return names.compactMap(layout)
    }

    private static func layout(_ name: String) -> String? {
        guard let folder = Platform.environment("HULLMARK_TEST_IMAGES") else { return nil }
        let path = "\(folder)/\(name)"
        return TestFiles.names(in: path).contains("index.json") ? path : nil
    }

    static var areBuilt: Bool { allCases.allSatisfy { $0.layout != nil } }

    /// Runs a tool and gives what it wrote.
    static func output(of tool: String, _ arguments: [String], timeout: Duration = .seconds(300)) throws -> [UInt8] {
        let path = tool.hasPrefix("/") ? tool : RunningProgram.path(tool) ?? ""
        guard !path.isEmpty else { throw LoopbackFailure("\(tool) is not installed") }
        let outcome = try ChildProcess.run(path, arguments, outputLimit: 256 << 20, timeout: timeout)
        guard outcome.end == .exited(0) else { throw LoopbackFailure("\(tool) \(arguments): \(outcome.end)") }
        return outcome.output
    }

    /// The layers' blobs, lowest first.
    static func blobs(of layout: String) throws -> [String] {
        let index = try document("\(layout)/index.json")
        let manifest = try document(blob(index["manifests"]?[0], layout))
        guard let layers = manifest["layers"]?.array else { return [] }
        return layers.map { blob($0, layout) }
    }

    private static func document(_ path: String) throws -> JSONValue {
        let bytes = try TestFiles.bytes(at: path)
        return try JSONValue(bytes.span)
    }

    private static func blob(_ descriptor: JSONValue?, _ layout: String) -> String {
        guard let digest = descriptor?["digest"]?.string else { return layout }
        return "\(layout)/blobs/" + digest.split(separator: ":").joined(separator: "/")
    }
}
