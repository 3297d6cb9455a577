internal import Images
internal import Layers
internal import Platform
internal import Synchronization

/// The stacked files of an image: read once, and again for what turned out to be wanted.
struct ImageFiles: Sendable {
    private(set) var tree = ImageTree()
    private(set) var diagnostics: [Diagnostic] = []
    private let image: Image
    private let limits: Limits
    private let derivation: DerivationLimits

    init(_ image: Image, limits: Limits, derivation: DerivationLimits) {
        self.image = image
        self.limits = limits
        self.derivation = derivation
        var left = derivation.entries
        for (layer, listing) in Self.listings(image, nil, limits, derivation).enumerated() {
            tree.stack(Array(listing.items.prefix(left)), layer: layer)
            left -= min(left, listing.items.count)
            note(listing.diagnostics, layer: layer)
        }
        if left == 0 {
            diagnostics.append(
                Diagnostic(.limitExceeded, "more than \(derivation.entries) entries: those above are not known"))
        }
    }

    /// Reads the content of files whose paths have no links.
    mutating func read(_ paths: Set<String>) {
        var wanted: [Int: [String: [Int]]] = [:]
        for path in paths {
            guard let place = tree.resolve(path) else { continue }
            let node = tree.nodes[place.index]
            guard node.kind == .regular else { continue }
            wanted[node.layer, default: [:]][node.storedPath, default: []].append(place.index)
        }
        let listings = Self.listings(image, wanted.mapValues { Set($0.keys) }, limits, derivation)
        for (layer, listing) in listings.enumerated() {
            guard let places = wanted[layer] else { continue }
            for item in listing.items {
                guard let facts = item.facts else { continue }
                for index in places[item.entry.path] ?? [] { tree.learn(facts, at: index) }
            }
        }
    }

    private mutating func note(_ more: [Diagnostic], layer: Int) {
        for var diagnostic in more {
            diagnostic.layer = layer
            diagnostics.append(diagnostic)
        }
    }

    /// Each layer's entries, or of those layers of which something is wanted that.
    private static func listings(
        _ image: Image, _ wanted: [Int: Set<String>]?, _ limits: Limits, _ derivation: DerivationLimits
    ) -> [LayerListing] {
        let found = Collected(count: image.layers.count)
        Worker.forEach(image.layers.count, width: Worker.processorCount) { number in
            if let wanted, wanted[number] == nil { return }
            found.put(
                LayerListing(image.layers[number], wanted: wanted?[number], limits: limits, derivation: derivation),
                at: number)
        }
        return found.all
    }

    /// Listings as they come from several threads.
    private final class Collected: Sendable {
        private let listings: Mutex<[LayerListing?]>

        init(count: Int) { listings = Mutex(Array(repeating: nil, count: count)) }

        func put(_ listing: LayerListing, at place: Int) { listings.withLock { $0[place] = listing } }

        var all: [LayerListing] { listings.withLock { $0.map { $0 ?? LayerListing() } } }
    }
}
