/// How much of an image a derivation takes; beyond, it says what it left out.
package struct DerivationLimits: Sendable {
    /// Entries of all layers together.
    package var entries = 1_000_000
    /// Bytes of one text file that is kept: a script, a configuration.
    package var textBytes = 256 << 10
    /// Bytes of all text files of a layer that are kept.
    package var layerTextBytes = 24 << 20
    /// Bytes of an ELF file's beginning that are kept while it goes by; its names lie there but in patched files.
    package var headBytes = 8 << 20
    /// Bytes of a file that is read in another pass.
    package var rereadBytes = 64 << 20
    /// Bytes of all files that another pass reads.
    package var rereadTotal = 96 << 20
    /// Passes over the layers for what was found to be wanted.
    package var extraPasses = 4
    /// Programs and libraries together.
    package var closure = 4096
    /// Commands that are looked at in one shell text.
    package var shellCommands = 20_000

    package init() {}
}
