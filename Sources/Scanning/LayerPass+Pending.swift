internal import Catalogers
internal import Layers
internal import Platform

extension LayerPass {
    /// A reading that another pass over the layer must go on with.
    struct Pending {
        /// The entry that the evidence is for; its path may be a hard link to the file's.
        let entry: LayerEntry
        /// Other hard links to the file, which the same cataloger wants.
        var otherNames: [String] = []
        /// Readings begun, or nothing for catalogers that have not seen the file.
        let parts: [PartReading]
        let catalogers: [Int]
        /// The number of the entry that was begun; nothing where any entry of the path will do.
        var number: Int?

        /// Whether an entry is the one to go on with.
        func fits(_ number: Int) -> Bool { self.number == nil || self.number == number }

        func intake(of file: LayerEntry, index: PatternIndex, limits: Limits) -> FileIntake {
            guard parts.isEmpty else {
                return FileIntake(entry, otherNames: otherNames, resuming: parts, index: index, limits: limits)
            }
            let named = LayerEntry(path: entry.path, kind: .regular, mode: file.mode, size: file.size)
            return FileIntake(named, otherNames: otherNames, wanting: catalogers, index: index, limits: limits)
        }
    }
}
