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
        /// So many layers must be read, of so many stored bytes where the image gives their sizes; the others are known.
        case started(layers: Int, known: Int, bytes: Int?)
        /// So many stored bytes of all layers have been read.
        case read(bytes: Int)
        case finishedLayer(Int)
        /// A directory of a root file system is being read.
        case entered(String)
    }

    private let catalogers: [any Cataloger]
    /// The catalogers of distributions' databases.
    private let databases: PatternIndex
    let limits: Limits
    let cache: LayerCache?
    let width: Int

    /// - Parameter cacheDirectory: where layers' results are kept; nothing for nowhere.
    /// - Parameter build: which build of the program this is (`LayerCache`).
    /// - Parameter width: how many layers are read at a time.
    package init(
        catalogers: [any Cataloger] = CatalogerRegistry.all, limits: Limits = Limits(), cacheDirectory: String?,
        build: [UInt8]? = ProgramBuild.identifier, width: Int = Worker.processorCount
    ) {
        self.catalogers = catalogers
        databases = PatternIndex(catalogers.filter { DatabaseGaps.catalogers.contains($0.id) })
        self.limits = limits
        self.width = width
        cache = cacheDirectory.map { LayerCache(directory: $0, catalogers: catalogers, build: build) }
    }

    /// What an image holds.
    ///
    /// - Parameter readsFiles: whether the digests of all files are made too, in another pass over layers that have none yet.
    package func scan(
        _ image: Image, target: String, readsFiles: Bool = false,
        progress: @escaping @Sendable (Event) -> Void = { _ in }
    ) throws(ScanError) -> Inventory {
        let diffIDs = image.layers.map(\.diffID)
        // The digests of files are stacked too, and need the layers.
        if !readsFiles, let stack = cache?.stack(of: diffIDs, limits) {
            progress(.started(layers: 0, known: diffIDs.count, bytes: 0))
            return try inventory(of: stack, image, target: target, unread: [])
        }
        let contents = ImageContents(layers: image.layers.count, limits: limits)
        // The same layer may stand in an image twice: it is read once.
        let places = Dictionary(grouping: image.layers.indices) { image.layers[$0].diffID }
        let missing = missingLayers(places, of: contents)
        let sizes = missing.map { image.layers[$0[0]].size }
        progress(
            .started(
                layers: missing.count, known: image.layers.count - missing.count,
                bytes: sizes.contains(nil) ? nil : sizes.reduce(0) { $0.addingReportingOverflow($1 ?? 0).partialValue })
        )
        let unkept = read(missing, of: image, into: contents, progress)
        defer { cache?.prune(to: limits.cacheBytes) }
        let unread = contents.unreadLayers
        var layers = contents.taken()
        let tables = readsFiles ? layers.map(\.paths) : []
        let stack = stack(&layers)
        if unread.isEmpty { cache?.store(stack, of: diffIDs, limits) }
        var fileDiagnostics: [Diagnostic] = []
        let files = readsFiles && unread.isEmpty ? files(of: image, in: tables, &fileDiagnostics) : nil
        var inventory = try inventory(of: stack, image, target: target, unread: unread)
        inventory.files = files?.list
        for (number, size) in (files?.layerSizes ?? []).enumerated() { inventory.layers[number].contentSize = size }
        inventory.diagnostics += fileDiagnostics
        if let unkept {
            inventory.notices.append("What was found in layers could not be kept for the next scan: \(unkept).")
        }
        return inventory
    }

    /// Reads layers of which nothing is known, several at a time.
    ///
    /// - Parameter missing: the places of each.
    /// - Returns: why what was found could not be kept.
    private func read(
        _ missing: [[Int]], of image: Image, into contents: ImageContents,
        _ progress: @escaping @Sendable (Event) -> Void
    ) -> SystemError? {
        guard !missing.isEmpty else { return nil }
        let unkept = Mutex<SystemError?>(nil)
        let scanner = LayerScanner(
            PatternIndex(catalogers), limits: limits, budget: MemoryBudget(bytes: limits.heldBytes))
        // The largest layers first: the last one to finish is then a small one.
        let order = missing.sorted {
            (image.layers[$0[0]].size ?? 0, $1[0]) > (image.layers[$1[0]].size ?? 0, $0[0])
        }
        let meter = ReadMeter(blobs: order.count) { progress(.read(bytes: $0)) }
        Worker.forEach(order.count, width: width) { number in
            let places = order[number]
            let layer = image.layers[places[0]]
            let blob = MeteredBlob(blob: layer.blob, number: number, meter: meter)
            let scan = scanner.scan(blob, size: layer.size, digest: layer.digest, diffID: layer.diffID)
            if scan.isWhole, let error = cache?.store(scan.contents, of: layer.diffID) {
                unkept.withLock { $0 = $0 ?? error }
            }
            contents.add(scan.contents, at: places, isWhole: scan.isWhole)
            progress(.finishedLayer(places[0]))
        }
        return unkept.withLock { $0 }
    }

    /// Takes what is known of layers, and gives the places of those of which nothing is.
    private func missingLayers(_ places: [Digest: [Int]], of contents: ImageContents) -> [[Int]] {
        guard let cache else { return Array(places.values) }
        let layers = places.sorted { $0.value[0] < $1.value[0] }
        let missing = Mutex<[[Int]]>([])
        Worker.forEach(layers.count, width: width) { number in
            let (diffID, places) = layers[number]
            if let known = cache.contents(of: diffID) {
                contents.add(known, at: places)
            } else {
                missing.withLock { $0.append(places) }
            }
        }
        return missing.withLock { $0 }
    }

    /// What layers come to, lowest first; they are taken from the caller, and go as they are stacked.
    private func stack(_ layers: inout [LayerContents]) -> StackedLayers {
        var diagnostics: [Diagnostic] = []
        for (number, contents) in layers.enumerated() {
            for var diagnostic in contents.diagnostics {
                diagnostic.layer = number
                diagnostics.append(diagnostic)
            }
        }
        diagnostics += LinkedFiles(layers, databases).unread
        let (distribution, packages) = Squash(catalogers).inventory(of: &layers)
        return StackedLayers(distribution: distribution, packages: packages, diagnostics: diagnostics)
    }

    private func inventory(
        of stack: StackedLayers, _ image: Image, target: String, unread: [Int]
    ) throws(ScanError) -> Inventory {
        let diagnostics = image.diagnostics + stack.diagnostics
        let gaps = DatabaseGaps(databases)
        if !unread.isEmpty && stack.packages.isEmpty && stack.distribution == nil
            || gaps.isAll(stack.packages, diagnostics)
        {
            throw ScanError(target: target, diagnostics: diagnostics)
        }
        let steps = image.configuration.layerSteps
        var inventory = Inventory(
            target: target, digest: image.digest, identifier: image.identifier, names: image.names,
            platform: image.configuration.platform.description, settings: ImageSettings(image.configuration),
            layers: image.layers.enumerated().map { number, layer in
                LayerSummary(
                    diffID: layer.diffID, digest: layer.digest,
                    createdBy: steps.indices.contains(number) ? steps[number] : "", mediaType: layer.mediaType)
            }, distribution: stack.distribution, packages: stack.packages, diagnostics: diagnostics)
        inventory.unreadLayers = unread
        inventory.manifest = image.manifest
        inventory.configuration = image.configurationBytes
        inventory.note(gaps.gap(in: stack.packages, of: stack.distribution))
        return inventory
    }
}

extension ImageScanner {
    /// What a root file system on disk holds.
    ///
    /// - Parameter readsFiles: whether the digests of the files that packages own are made too.
    /// - Parameter excluded: paths below the root that are left out, with all below them.
    package func scan(
        rootFileSystem path: String, target: String, readsFiles: Bool = false, excluding excluded: [String] = [],
        progress: @escaping @Sendable (Event) -> Void = { _ in }
    ) throws(ScanError) -> Inventory {
        let scanner = RootFileSystemScanner(PatternIndex(catalogers), limits: limits, excluding: excluded) {
            progress(.entered($0))
        }
        var layers = [scanner.scan(path)]
        let found = layers[0].diagnostics
        let isUnrecognised = layers[0].evidence.isEmpty
        let gaps = DatabaseGaps(databases)
        let (distribution, packages) = Squash(catalogers).inventory(of: &layers)
        // A directory without anything known may be anything but a root file system, and must not pass for a clean one.
        if (isUnrecognised || !found.isEmpty) && packages.isEmpty && distribution == nil
            || gaps.isAll(packages, found)
        {
            throw ScanError(target: target, diagnostics: found)
        }
        var inventory = Inventory(
            target: target, layers: [LayerSummary(diffID: nil)], distribution: distribution, packages: packages,
            diagnostics: found)
        inventory.note(gaps.gap(in: packages, of: distribution))
        if readsFiles { inventory.files = RootFiles.files(path, ownedBy: packages, limits: limits) }
        return inventory
    }
}

extension Inventory {
    /// Says that it is unknown what is installed.
    fileprivate mutating func note(_ gap: String?) {
        guard let gap else { return }
        databaseGap = gap
        diagnostics.append(Diagnostic(.unreadable, gap))
    }
}

/// A scan that found nothing useful, with the reasons.
package struct ScanError: Error, CustomStringConvertible {
    package let target: String
    package let diagnostics: [Diagnostic]

    package var description: String {
        guard !diagnostics.isEmpty else {
            return
                "nothing in \(target) was recognised: no distribution, package database, lock file or known program. Name the root of a file system, an image layout or an archive"
        }
        let reasons = diagnostics.map { diagnostic in
            let layer = diagnostic.layer.map { "layer \($0 + 1): " } ?? ""
            return layer + (diagnostic.path.map { "/\($0): " } ?? "") + diagnostic.message
        }
        return "nothing of \(target) could be read: \(reasons.joined(separator: "; "))"
    }
}
