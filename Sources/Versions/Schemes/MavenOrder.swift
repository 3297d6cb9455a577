/// Maven's order, that of `ComparableVersion`.
///
/// A version is a list of numbers and words; a hyphen, and a place where digits meet letters, open a list in the
/// list. Items of value nothing (0, `ga`, `final`, `release`) at the end of a list do not count.
///
/// | item | against a number | a word | a list | nothing |
/// |---|---|---|---|---|
/// | number | by value | after | after | after unless 0 |
/// | word | before | by rank | before | by rank |
/// | list | before | after | item by item | as its first items |
///
/// Ranks: alpha, beta, milestone, rc, snapshot, nothing, sp, then any other word by its text. Source: the Maven POM
/// reference, “Version Order Specification”. Since a list is always the last item of its list, one walk over both
/// texts suffices.
enum MavenOrder: VersionOrder {
    static func layout(of text: Span<UInt8>) -> Range<Int>? { text.word }

    static func order(_ a: Span<UInt8>, _ first: Range<Int>, _ b: Span<UInt8>, _ second: Range<Int>) -> Ordering {
        var x = MavenItems(a, first)
        var y = MavenItems(b, second)
        var p = x.next(in: a)
        var q = y.next(in: b)
        while true {
            let order: Ordering
            switch (p.kind, q.kind) {
            case (.end, .end): return .equal
            case (.number, .number): order = Ordering.ofNumbers(a, p.range, b, q.range)
            case (.number, .end): order = p.isNothing ? .equal : .greater
            case (.end, .number): order = q.isNothing ? .equal : .less
            case (.number, _): return .greater
            case (_, .number): return .less
            case (.word, .word): order = words(a, p, b, q)
            case (.word, .end): order = Ordering(p.rank, MavenItems.nothing)
            case (.end, .word): order = Ordering(MavenItems.nothing, q.rank)
            case (.word, .list): return .less
            case (.list, .word): return .greater
            case (.list, .list), (.list, .end), (.end, .list): order = .equal
            }
            if order != .equal { return order }
            // Where one list has ended the other goes on against nothing, whatever it opens.
            p = p.kind == .end ? p : x.next(in: a)
            q = q.kind == .end ? q : y.next(in: b)
        }
    }

    private static func words(_ a: Span<UInt8>, _ p: MavenItems.Item, _ b: Span<UInt8>, _ q: MavenItems.Item)
        -> Ordering
    {
        let order = Ordering(p.rank, q.rank)
        guard order == .equal, p.rank == MavenItems.other else { return order }
        return Ordering.ofText(a, p.range, b, q.range, ignoringCase: true)
    }
}
