import Bytes
import Glibc
import Layers
import Platform
import TestSupport

@testable import Images
@testable import Runtime

/// Layers keep their owners and hide names by devices, which is root's to do.
let isRoot = getuid() == 0

/// A runtime folder of a test's own.
struct RuntimePlace {
    let folder: TemporaryFolder
    let runtime: RuntimeFolder

    init() throws {
        folder = try TemporaryFolder("runtime")
        chmod(folder.path, 0o711)
        runtime = try RuntimeFolder(folder("root"))
    }

    /// An image of archives, lowest first, in a store of this place.
    func image(_ archives: [[UInt8]]) throws -> Image {
        let digests = archives.map { Digest(of: $0) }
        let list = digests.map { "\"\($0)\"" }.joined(separator: ",")
        let text = """
            {"architecture":"amd64","os":"linux","config":{"Cmd":["/bin/sh"]},"rootfs":{"type":"layers","diff_ids":[\(list)]}}
            """
        let bytes = Array(text.utf8)
        return Image(
            digest: nil, identifier: Digest(of: bytes), configuration: try ImageConfiguration(bytes.span),
            layers: zip(archives, digests).map {
                Image.Layer(
                    digest: $1, size: $0.count, mediaType: "application/vnd.oci.image.layer.v1.tar", diffID: $1,
                    blob: MemoryBlob($0))
            }, names: [], diagnostics: [])
    }

    /// The lines of a tree: kind, permissions, owner, size or target, and path.
    static func lines(_ folder: String) throws -> [String] {
        var lines: [String] = []
        var waiting = [""]
        while let path = waiting.popLast() {
            let directory = try FileHandle(reading: path.isEmpty ? folder : "\(folder)/\(path)")
            for name in try Directory.names(in: directory) {
                let child = path.isEmpty ? name : "\(path)/\(name)"
                let status = try FileStatus(of: name, in: directory)
                let mode = String(status.mode, radix: 8)
                let owner = "\(status.userID):\(status.groupID)"
                switch status.kind {
                case .directory:
                    let isOpaque = try directory.folder(beneath: name).attribute("trusted.overlay.opaque") != nil
                    lines.append("dir \(mode) \(owner)\(isOpaque ? " opaque" : "") \(child)")
                    waiting.append(child)
                case .symbolicLink: lines.append("link \(owner) \(try directory.target(ofLink: name)) \(child)")
                case .characterDevice: lines.append("\(directory.isWhiteout(name) ? "whiteout" : "device") \(child)")
                case .fifo: lines.append("fifo \(mode) \(owner) \(child)")
                default: lines.append("file \(mode) \(owner) \(status.size) \(child)")
                }
            }
        }
        return lines.sorted { $0.split(separator: " ").last ?? "" < $1.split(separator: " ").last ?? "" }
    }
}
