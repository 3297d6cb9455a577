/// Pages of a file that were seen already: a page that comes up twice is part of a loop or of two things at once.
struct PageSet {
    private var words: [UInt64]
    private let count: Int

    init(count: Int) {
        self.count = max(0, count)
        words = Array(repeating: 0, count: (self.count + 63) / 64)
    }

    /// Marks a page.
    ///
    /// - Returns: false where it was marked before, or where there is no such page.
    mutating func insert(_ page: Int) -> Bool {
        guard page >= 0 && page < count else { return false }
        let bit: UInt64 = 1 << UInt64(page & 63)
        guard words[page >> 6] & bit == 0 else { return false }
        words[page >> 6] |= bit
        return true
    }
}
