package import Inventory
package import Layers

/// What phase one found in one layer: it depends on the layer's bytes and the catalogers alone.
package struct LayerContents: Sendable {
    package var paths: PathTable
    /// By path, then by cataloger.
    package var evidence: [Evidence]
    /// What of the layer was not read; their layer is not set yet.
    package var diagnostics: [Diagnostic]

    package init(paths: PathTable, evidence: [Evidence], diagnostics: [Diagnostic]) {
        self.paths = paths
        self.evidence = evidence
        self.diagnostics = diagnostics
    }
}
