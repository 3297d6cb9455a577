internal import Images
internal import Layers
internal import Platform
internal import Scanning

/// What one layer holds, as far as a derivation looks: every entry, and the facts of those files that may matter.
struct LayerListing: Sendable {
    struct Item: Sendable {
        let entry: LayerEntry
        let facts: FileFacts?
    }

    var items: [Item] = []
    var diagnostics: [Diagnostic] = []

    /// Of a layer that was not read.
    init() {}

    /// Reads a layer and verifies it; a layer that is not what it should be has no items.
    ///
    /// - Parameter wanted: paths whose content is wanted whole; nothing for the first pass.
    init(_ layer: Image.Layer, wanted: Set<String>? = nil, limits: Limits, derivation: DerivationLimits) {
        let stored = StoredLayer(blob: layer.blob, size: layer.size, digest: layer.digest, diffID: layer.diffID)
        let stream = stored.stream(limits)
        var failure: LayerError?
        do throws(LayerError) {
            try read(TarReader(stream, limits: limits), wanted: wanted, derivation)
        } catch {
            failure = error
        }
        do throws(LayerError) { try stored.verify(try stream.finish()) } catch {
            failure = error.code == .digestMismatch ? error : failure ?? error
        }
        guard let failure else { return }
        if failure.code == .digestMismatch { items = [] }
        diagnostics.append(Diagnostic(failure.code, "the layer was read in part only: \(failure)"))
    }

    private mutating func read(
        _ reader: TarReader, wanted: Set<String>?, _ limits: DerivationLimits
    ) throws(LayerError) {
        var textRoom = wanted == nil ? limits.layerTextBytes : limits.rereadTotal
        while let item = try reader.next() {
            guard case .entry(let entry) = item else { continue }
            guard items.count < limits.entries else {
                throw LayerError(.limitExceeded, "it has more than \(limits.entries) entries")
            }
            if let wanted, !wanted.contains(entry.path) { continue }
            guard entry.kind == .regular else {
                items.append(Item(entry: entry, facts: nil))
                continue
            }
            let isReread = wanted != nil && entry.size <= min(textRoom, limits.rereadBytes)
            let isText = Self.isConfiguration(entry.path) && entry.size <= textRoom
            guard isReread || FileProbe.isPromising(entry, isText: isText) else {
                items.append(Item(entry: entry, facts: nil))
                continue
            }
            let probe = FileProbe(entry, isText: isText, isReread: isReread, limits: limits)
            try reader.content { bytes, offset in
                probe.receive(bytes.bindMemory(to: UInt8.self).span, at: offset)
                return probe.isHungry
            }
            var facts = probe.finish()
            if let text = facts.text {
                if text.count <= textRoom { textRoom -= text.count } else { facts.text = nil }
            }
            items.append(Item(entry: entry, facts: facts))
        }
    }

    /// Whether a file lies where a system keeps its configuration.
    private static func isConfiguration(_ path: String) -> Bool {
        path.utf8.starts(with: "etc/".utf8) || path.utf8.starts(with: "usr/local/etc/".utf8)
    }
}
