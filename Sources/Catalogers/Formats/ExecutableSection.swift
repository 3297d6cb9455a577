/// A named stretch of an executable.
struct ExecutableSection: Equatable {
    var name: String
    /// Where it lies in the file, cut to the file.
    var file: Range<Int>
    /// Where it is loaded to.
    var address: UInt64

    /// The place in the file of so many bytes at an address, if all of them are in the section.
    func file(at address: UInt64, count: Int) -> Range<Int>? {
        guard address >= self.address, count >= 0 else { return nil }
        let distance = address - self.address
        guard distance <= UInt64(file.count), count <= file.count - Int(distance) else { return nil }
        let start = file.lowerBound + Int(distance)
        return start..<(start + count)
    }
}
