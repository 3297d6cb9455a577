extension Classifier {
    /// Every rule; of several for one file the first that finds its version decides.
    static let all: [Classifier] =
        interpreters + java + databases + servers + network + cloudNative + cryptography + compression + media
        + libraries + tools + toolchains
}
