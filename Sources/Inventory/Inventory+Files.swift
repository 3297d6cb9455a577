extension Inventory {
    /// Lets packages' files have the digests of what was read, where it was: what a package's database says of a file may be of another.
    package mutating func useDigestsAsRead() {
        guard let files else { return }
        let table = DigestTable(files)
        for index in packages.indices {
            packages[index].files = table.replacing(in: packages[index].filesWithDigests)
            packages[index].digests = FileList()
        }
    }
}
