internal import Inventory
internal import Layers
internal import Synchronization

/// The contents of an image's layers as they come from several threads, together never more than one image may have.
///
/// Evidence is kept of the highest layers, as far as it fits, whichever comes first: they say what is there in the end, lower ones mostly
/// who brought it. What of a layer cannot be kept goes as soon as those above it are known to leave no room, so that memory is bounded on
/// the way as well.
final class ImageContents: Sendable {
    private struct State {
        var contents: [LayerContents?]
        /// What each layer gave, kept or not.
        var sizes: [EvidenceSize?]
        var unread: Set<Int> = []
    }

    private let limit: EvidenceSize
    private let state: Mutex<State>

    init(layers: Int, limits: Limits) {
        limit = .ofImage(limits)
        state = Mutex(
            State(contents: Array(repeating: nil, count: layers), sizes: Array(repeating: nil, count: layers)))
    }

    /// Takes a layer's contents at all places where it stands.
    func add(_ contents: LayerContents, at places: [Int], isWhole: Bool = true) {
        let size = EvidenceSize(contents.evidence)
        state.withLock { state in
            for place in places { (state.contents[place], state.sizes[place]) = (contents, size) }
            if !isWhole { state.unread.formUnion(places) }
            dropSurplus(&state)
        }
    }

    /// The layers' contents, lowest first, which are gone from here then.
    func taken() -> [LayerContents] {
        state.withLock { state in
            let contents = state.contents
            state.contents = Array(repeating: nil, count: contents.count)
            return contents.map { $0 ?? LayerContents(paths: .empty, evidence: [], diagnostics: []) }
        }
    }

    /// The places of the layers that could not be read whole, lowest first.
    var unreadLayers: [Int] { state.withLock { $0.unread.sorted() } }

    private func dropSurplus(_ state: inout State) {
        var total = EvidenceSize()
        for place in state.sizes.indices.reversed() {
            guard let size = state.sizes[place] else { continue }
            total += size
            guard !total.fits(limit), state.contents[place]?.evidence.isEmpty == false else { continue }
            state.contents[place]?.evidence = []
            state.contents[place]?.diagnostics.append(
                Diagnostic(
                    .limitExceeded,
                    "what this layer says of packages is left out: \(limit) are the most that is taken of an image"))
        }
    }
}

extension PathTable {
    /// The table of a layer that says nothing.
    static var empty: PathTable { PathTableBuilder().finish() }
}
