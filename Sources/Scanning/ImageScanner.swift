internal import Bytes
package import Catalogers
package import Images
package import Inventory
package import Layers
internal import Platform

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
        let contents = ImageContents(layers: image.layers.count, limits: limits)
        var missing: [Digest: [Int]] = [:]
        for (place, layer) in image.layers.enumerated() {
            // The same layer may stand in an image twice: it is read once.
            if missing[layer.diffID] == nil, let known = cache?.contents(of: layer.diffID) {
                contents.add(known, at: [place])
            } else {
                missing[layer.diffID, default: []].append(place)
            }
        }
        progress(.started(layers: missing.count, known: image.layers.count - missing.count))
        let scanner = LayerScanner(index, limits: limits, budget: MemoryBudget(bytes: limits.heldBytes))
        // The largest layers first: the last one to finish is then a small one.
        let order = missing.values.sorted {
            (image.layers[$0[0]].size ?? 0, $1[0]) > (image.layers[$1[0]].size ?? 0, $0[0])
        }
        Worker.forEach(order.count, width: width) { number in
            let places = order[number]
            let layer = image.layers[places[0]]
            let scan = scanner.scan(layer.blob, size: layer.size, digest: layer.digest, diffID: layer.diffID)
            if scan.isWhole { cache?.store(scan.contents, of: layer.diffID) }
            contents.add(scan.contents, at: places, isWhole: scan.isWhole)
            progress(.finishedLayer(places[0]))
        }
        if !missing.isEmpty { cache?.prune(to: limits.cacheBytes) }
        return try inventory(of: contents.all, image, target: target, failed: contents.failureCount)
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
