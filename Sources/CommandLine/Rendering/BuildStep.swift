internal import Inventory

/// A layer in the words of whoever built the image: `layer 4 of 7 (RUN pip3 install flask)`.
enum BuildStep {
    private static let width = 100

    /// The layer's place and its step, where the image names one.
    static func text(_ layer: Int, of layers: [LayerSummary]) -> String {
        let place = "layer \(layer + 1) of \(layers.count)"
        guard layers.indices.contains(layer) else { return place }
        let step = instruction(layers[layer].createdBy)
        guard !step.isEmpty else { return place }
        return "\(place) (\(step.count > width ? step.prefix(width - 1) + "…" : step))"
    }

    /// The instruction of a Dockerfile behind `created_by`, which classic builders and BuildKit dress differently.
    private static func instruction(_ createdBy: String) -> String {
        var text = createdBy[...]
        var isRun = false
        if text.hasPrefix("RUN ") {
            isRun = true
            text = text.dropFirst(4)
        }
        if text.hasPrefix("/bin/sh -c ") {
            text = text.dropFirst(11)
            if text.hasPrefix("#(nop)") { text = text.dropFirst(6) } else { isRun = true }
        }
        if text.hasSuffix("# buildkit") { text = text.dropLast(10) }
        let words = text.split { $0.isWhitespace }.joined(separator: " ")
        return isRun && !words.isEmpty ? "RUN \(words)" : words
    }
}
