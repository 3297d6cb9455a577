package import Inventory
package import Layers

/// What an image's layers come to when they are stacked: it depends on them, on the catalogers and on how they are joined.
package struct StackedLayers: Sendable, Equatable {
    package var distribution: Distribution?
    /// Sorted by package URL.
    package var packages: [Package]
    /// What of the layers was not read, from the lowest on.
    package var diagnostics: [Diagnostic]

    package init(distribution: Distribution?, packages: [Package], diagnostics: [Diagnostic]) {
        self.distribution = distribution
        self.packages = packages
        self.diagnostics = diagnostics
    }
}
