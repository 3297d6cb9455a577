/// Alpine's order of versions, `number{.number}…{letter}{_suffix{number}}…{~hash}{-r#}`.
///
/// | token | order |
/// |---|---|
/// | number | by value; after the first, as text where either begins with 0 |
/// | letter | one of a–z, and a number may follow it |
/// | `_suffix` | alpha, beta, pre, rc, none, cvs, svn, git, hg, p; its number by value |
/// | `~hash` | as text |
/// | `-r` | by value; missing digits are 0 |
///
/// Where tokens of two kinds meet, the version whose token stands further down comes first, an invalid token being
/// the last. Versions that break the grammar are read up to the break, since secdb has them. Source: apk-package(5).
enum ApkOrder: VersionOrder {
    static func layout(of text: Span<UInt8>) -> Range<Int>? { text.word }

    static func order(_ a: Span<UInt8>, _ first: Range<Int>, _ b: Span<UInt8>, _ second: Range<Int>) -> Ordering {
        var x = ApkToken(first: a, in: first)
        var y = ApkToken(first: b, in: second)
        while x.kind == y.kind, x.kind != .end, x.kind != .invalid {
            let order = ApkToken.order(a, x, b, y)
            if order != .equal { return order }
            x.advance(in: a, to: first.upperBound)
            y.advance(in: b, to: second.upperBound)
        }
        if x.kind == y.kind { return .equal }
        if x.isPrerelease { return .less }
        if y.isPrerelease { return .greater }
        return Ordering(y.kind, x.kind)
    }
}
