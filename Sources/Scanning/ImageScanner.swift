internal import Bytes
package import Catalogers
package import Images
package import Inventory
package import Layers
internal import Platform
internal import Synchronization

/// Scans an image: each layer by itself, several at a time, then all of them stacked.
package struct ImageScanner: Sendable {
    /// What happens while a scan runs, for people who wait.
    package enum Event: Sendable {
        /// So many layers must be read; the others are known.
        case started(layers: Int, known: Int)
        case finishedLayer(Int)
    }

    private let catalogers: [any Cataloger]
    private let index: PatternIndex
    private let limits: Limits
    private let cache: LayerCache?
    private let width: Int

    /// - Parameter cacheDirectory: where layers' results are kept; nothing for nowhere.
    /// - Parameter width: how many layers are read at a time.
    package init(
        catalogers: [any Cataloger] = CatalogerRegistry.all, limits: Limits = Limits(), cacheDirectory: String?,
        width: Int = Worker.processorCount
    ) {
        self.catalogers = catalogers
        self.limits = limits
        self.width = width
        index = PatternIndex(catalogers)
        cache = cacheDirectory.map { LayerCache(directory: $0, catalogers: catalogers) }
    }

    /// What an image holds.
    package func scan(
        _ image: Image, target: String, progress: @escaping @Sendable (Event) -> Void = { _ in }
    ) throws(ScanError) -> Inventory {
        let known = image.layers.map { cache?.contents(of: $0.diffID) }
        // The same layer may stand in an image twice: it is read once.
        var seen: Set<Digest> = []
        let missing = known.indices.filter { known[$0] == nil && seen.insert(image.layers[$0].diffID).inserted }
        progress(.started(layers: missing.count, known: image.layers.count - missing.count))
        let scanner = LayerScanner(index, limits: limits, budget: MemoryBudget(bytes: limits.heldBytes))
        let results = ScanResults()
        // The largest layers first: the last one to finish is then a small one.
        let order = missing.sorted { (image.layers[$0].size ?? 0, $1) > (image.layers[$1].size ?? 0, $0) }
        Worker.forEach(order.count, width: width) { place in
            let layer = image.layers[order[place]]
            let scan = scanner.scan(layer.blob, digest: layer.digest, diffID: layer.diffID)
            if scan.isWhole { cache?.store(scan.contents, of: layer.diffID) }
            results.add(scan, of: layer.diffID)
            progress(.finishedLayer(order[place]))
        }
        if !missing.isEmpty { cache?.prune(to: limits.cacheBytes) }
        let layers = image.layers.indices.map { known[$0] ?? results.contents(of: image.layers[$0].diffID) ?? .empty }
        return try inventory(of: layers, image, target: target, failed: results.failureCount)
    }

    private func inventory(
        of layers: [LayerContents], _ image: Image, target: String, failed: Int
    ) throws(ScanError) -> Inventory {
        var diagnostics = image.diagnostics
        for (number, contents) in layers.enumerated() {
            for var diagnostic in contents.diagnostics {
                diagnostic.layer = number
                diagnostics.append(diagnostic)
            }
        }
        let (distribution, packages) = Squash(catalogers).inventory(of: layers)
        if failed > 0 && packages.isEmpty && distribution == nil {
            throw ScanError(target: target, diagnostics: diagnostics)
        }
        let steps = image.configuration.layerSteps
        return Inventory(
            target: target, digest: image.digest, identifier: image.identifier, names: image.names,
            platform: image.configuration.platform.description, settings: ImageSettings(image.configuration),
            layers: image.layers.enumerated().map { number, layer in
                LayerSummary(
                    diffID: layer.diffID, digest: layer.digest,
                    createdBy: steps.indices.contains(number) ? steps[number] : "")
            }, distribution: distribution, packages: packages, diagnostics: diagnostics)
    }
}

extension ImageScanner {
    /// What a root file system on disk holds.
    package func scan(rootFileSystem path: String, target: String) throws(ScanError) -> Inventory {
        let contents = RootFileSystemScanner(index, limits: limits).scan(path)
        let (distribution, packages) = Squash(catalogers).inventory(of: [contents])
        if !contents.diagnostics.isEmpty && packages.isEmpty && distribution == nil {
            throw ScanError(target: target, diagnostics: contents.diagnostics)
        }
        return Inventory(
            target: target, layers: [LayerSummary(diffID: nil)], distribution: distribution, packages: packages,
            diagnostics: contents.diagnostics)
    }
}

/// The layers' results as they come from several threads.
private final class ScanResults: Sendable {
    private let state = Mutex<(contents: [Digest: LayerContents], failures: Int)>(([:], 0))

    func add(_ scan: LayerScanner.Scan, of diffID: Digest) {
        state.withLock {
            $0.contents[diffID] = scan.contents
            if !scan.isWhole { $0.failures += 1 }
        }
    }

    func contents(of diffID: Digest) -> LayerContents? { state.withLock { $0.contents[diffID] } }

    var failureCount: Int { state.withLock { $0.failures } }
}

extension LayerContents {
    /// A layer of which nothing is known.
    static var empty: LayerContents { LayerContents(paths: PathTableBuilder().finish(), evidence: [], diagnostics: []) }
}

/// A scan that found nothing useful, with the reasons.
package struct ScanError: Error, CustomStringConvertible {
    package let target: String
    package let diagnostics: [Diagnostic]

    package var description: String {
        let reasons = diagnostics.map { diagnostic in
            (diagnostic.layer.map { "layer \($0 + 1): " } ?? "") + diagnostic.message
        }
        return "nothing of \(target) could be read: \(reasons.joined(separator: "; "))"
    }
}
