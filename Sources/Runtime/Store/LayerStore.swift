internal import Bytes
package import Images
package import Layers
internal import Platform

/// Layers of images, each unpacked once into a folder named by its content.
///
/// A layer is unpacked under another name, brought to the disk and then renamed: what has its name is whole. A process that was killed
/// leaves a folder whose lock nobody holds, which the next one sweeps.
package struct LayerStore: Sendable {
    private let folder: RuntimeFolder
    private let limits: Limits
    private let steps: StepWatch

    package init(_ folder: RuntimeFolder, limits: Limits = Limits(), steps: StepWatch = .none) {
        self.folder = folder
        self.limits = limits
        self.steps = steps
    }

    /// The folders of an image's layers, lowest first; those that are missing are unpacked.
    package func folders(of image: Image) throws -> [String] {
        guard !image.layers.isEmpty else { throw RuntimeError(.invalid, "the image has no layers") }
        try sweep()
        var folders: [String] = []
        var chain: [Digest] = []
        for layer in image.layers {
            chain.append(layer.diffID)
            let names = [Self.name(layer.diffID), Self.chainName(chain)]
            if let known = names.first(where: { (try? FileStatus(of: "\(folder.layers)/\($0)")) != nil }) {
                folders.append("\(folder.layers)/\(known)")
                continue
            }
            folders.append(try unpack(layer, above: folders, names: (names[0], names[1])))
        }
        return folders
    }

    /// Removes what processes that were killed left behind.
    package func sweep() throws {
        try DraftTree.sweep(folder.layers, of: folder)
        try DraftTree.sweep(folder.trees, of: folder)
    }

    private static func name(_ digest: Digest) -> String { "\(digest.algorithm.rawValue)-\(digest.hex)" }

    /// The name of a layer some of whose folders depend on the layers beneath it.
    private static func chainName(_ chain: [Digest]) -> String {
        let text = chain.map(\.description).joined(separator: " ")
        return "chain-\(Digest(of: Array(text.utf8)).hex)"
    }

    private func unpack(
        _ layer: Image.Layer, above lower: [String], names: (own: String, chained: String)
    ) throws -> String {
        let draft = try DraftTree(in: folder.layers, of: folder)
        steps.pass("layer.begun")
        let stream = LayerStream(
            layer.blob, limits: limits, size: layer.size, algorithm: layer.diffID.algorithm,
            blobAlgorithm: layer.digest?.algorithm)
        let stack = try LayeredFiles(lowestFirst: lower)
        var unpacker = try LayerUnpacker(into: draft.tree, above: stack, limits: limits)
        let reader = TarReader(stream, limits: limits)
        while let item = try reader.next() {
            switch item {
            case .skipped(let diagnostic):
                throw RuntimeError(.unsafe, "\(layer.diffID): \(diagnostic.message): \(diagnostic.path ?? "")")
            case .entry(let entry): try unpacker.add(entry, from: reader)
            }
        }
        try unpacker.finish()
        let outcome = try stream.finish()
        guard outcome.diffID == layer.diffID, layer.digest.map({ $0 == outcome.digest }) ?? true else {
            throw RuntimeError(.mismatch, "the layer \(layer.diffID) has other bytes than its digest says")
        }
        steps.pass("layer.written")
        try draft.tree.synchronizeFileSystem()
        steps.pass("layer.synchronized")
        let name = unpacker.dependsOnLower ? names.chained : names.own
        try draft.name(name)
        steps.pass("layer.named")
        return "\(folder.layers)/\(name)"
    }
}
