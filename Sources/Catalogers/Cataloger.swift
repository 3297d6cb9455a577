package import Inventory
package import Layers

/// Finds the packages of one ecosystem, in two phases.
///
/// Phase one reads one file at a time and knows nothing of others, so that its result can be kept with the layer, made in
/// parallel, and fuzzed. Phase two joins what is left of all layers' evidence into packages.
package protocol Cataloger: Sendable {
    /// A short name that no other cataloger has; part of the cache's key.
    var id: String { get }
    /// Raised whenever phase one reads something else out of the same file, which makes older cached evidence void.
    var version: Int { get }
    /// The files that phase one wants.
    var patterns: [FilePattern] { get }
    /// The kinds of evidence that say what was asked for and need not be there: lock files, and manifests of projects.
    ///
    /// Where a package brought such a file, its authors work with it, and nothing was installed by it.
    var wishes: Set<String> { get }

    /// The last word on whether a file that fits a pattern is wanted; cheap, by path and mode alone.
    func wants(_ entry: LayerEntry) -> Bool

    /// How the file is read: whole, or in parts that the reader names as it goes.
    func reading(of entry: LayerEntry) -> Reading

    /// Phase one: reads a whole file.
    ///
    /// - Returns: nothing where the file turns out to be something else.
    func read(_ entry: LayerEntry, _ bytes: Span<UInt8>) throws(CatalogerError) -> Evidence?

    /// Phase two: the packages that the stacked image holds.
    func packages(in evidence: LayeredEvidence, of distribution: Distribution?) -> [Package]
}

extension Cataloger {
    package var wishes: Set<String> { [] }
    package func wants(_ entry: LayerEntry) -> Bool { true }
    package func reading(of entry: LayerEntry) -> Reading { .whole }
    package func read(_ entry: LayerEntry, _ bytes: Span<UInt8>) throws(CatalogerError) -> Evidence? { nil }
}

/// Which files a cataloger wants to see; matched for all catalogers at once.
package enum FilePattern: Sendable, Hashable {
    /// This one path.
    case path(String)
    /// Any file whose last part is this.
    case name(String)
    /// Any file whose last part ends so (`.dist-info` never matches: directories are not files).
    case suffix(String)
    /// Any file directly in this directory whose name ends so (`""` for all).
    case directory(String, suffix: String)
    /// Any folder directly in this directory, for its name alone: it is read as a file without bytes.
    case folder(in: String)
    /// Any file that begins with these bytes (at most 16), whatever its name.
    case magic([UInt8])
}

/// How phase one reads a file.
package enum Reading: Sendable {
    /// All of it in memory, up to the limit for one file.
    case whole
    /// All of it in memory, up to the lower limit for the files of one package.
    case list
    /// All of it in memory, up to the much lower limit for what developers keep beside their code: lock files and manifests.
    case document
    /// Part by part; a file of any size.
    case parts(any Inspection)
}

/// Reads a large file part by part: a state machine that says which bytes it wants next.
///
/// Ranges that lie ahead cost nothing; one that lies behind what was already read makes a compressed layer be read once more.
package protocol Inspection: Sendable {
    /// The first bytes wanted.
    mutating func begin() -> InspectionStep
    /// Takes the bytes asked for; fewer than asked for where the file ends.
    mutating func receive(_ bytes: Span<UInt8>, at offset: Int) throws(CatalogerError) -> InspectionStep
}

/// What an inspection does next.
package enum InspectionStep: Sendable {
    /// Wants these bytes, at most `InspectionStep.partLimit` at once.
    case read(Range<Int>)
    /// Knows what it wanted to know; nothing where the file is something else.
    case done(Evidence?)

    /// The most bytes that one step may ask for.
    package static let partLimit = 8 << 20
}
