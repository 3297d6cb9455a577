/// PEP 440's order of Python versions, `[N!]N(.N)*[{a|b|rc}N][.postN][.devN][+local]`.
///
/// | part | order |
/// |---|---|
/// | epoch | by value; missing is 0 |
/// | release | by value; missing numbers are 0 |
/// | pre-release | a, b, rc, none; a development release of the release itself before them all |
/// | post-release | none, then by value |
/// | development release | by value, then none |
/// | local version | none, then by segments, words before numbers |
///
/// Versions from before PEP 440 come before all others, as setuptools once ordered them.
/// Source: “Version specifiers”, Python packaging user guide; PEP 440, appendix B.
enum PEP440Order: VersionOrder {
    static func layout(of text: Span<UInt8>) -> PEP440Layout? {
        if let layout = PEP440Layout(text) { return layout }
        return text.word.map(PEP440Layout.init(legacy:))
    }

    static func order(
        _ a: Span<UInt8>, _ first: PEP440Layout, _ b: Span<UInt8>, _ second: PEP440Layout
    ) -> Ordering {
        switch (first.isLegacy, second.isLegacy) {
        case (false, false): break
        case (true, false): return .less
        case (false, true): return .greater
        case (true, true): return LegacyPythonVersion.order(a, first.release, b, second.release)
        }
        let order = publicOrder(a, first, b, second)
        return order != .equal ? order : localOrder(a, first.local, b, second.local)
    }

    /// Orders two versions without their local parts.
    static func publicOrder(
        _ a: Span<UInt8>, _ first: PEP440Layout, _ b: Span<UInt8>, _ second: PEP440Layout
    ) -> Ordering {
        let epoch = Ordering.ofNumbers(a, first.epoch, b, second.epoch)
        if epoch != .equal { return epoch }
        let release = Ordering.ofNumberLists(a, first.release, b, second.release)
        if release != .equal { return release }
        let stage = Ordering(first.stage.rawValue, second.stage.rawValue)
        if stage != .equal { return stage }
        let prerelease = Ordering.ofNumbers(a, first.prerelease, b, second.prerelease)
        if prerelease != .equal { return prerelease }
        switch (first.post, second.post) {
        case (nil, nil): break
        case (nil, _): return .less
        case (_, nil): return .greater
        case (let x?, let y?):
            let post = Ordering.ofNumbers(a, x, b, y)
            if post != .equal { return post }
        }
        switch (first.development, second.development) {
        case (nil, nil): return .equal
        case (nil, _): return .greater
        case (_, nil): return .less
        case (let x?, let y?): return Ordering.ofNumbers(a, x, b, y)
        }
    }

    private static func localOrder(
        _ a: Span<UInt8>, _ first: Range<Int>, _ b: Span<UInt8>, _ second: Range<Int>
    ) -> Ordering {
        var i = first.lowerBound
        var j = second.lowerBound
        while i < first.upperBound || j < second.upperBound {
            if i >= first.upperBound { return .less }
            if j >= second.upperBound { return .greater }
            let x = segment(a, i, first.upperBound)
            let y = segment(b, j, second.upperBound)
            let order: Ordering
            switch (x.isNumber, y.isNumber) {
            case (true, true): order = Ordering.ofNumbers(a, i..<x.end, b, j..<y.end)
            case (true, false): order = .greater
            case (false, true): order = .less
            case (false, false): order = Ordering.ofText(a, i..<x.end, b, j..<y.end, ignoringCase: true)
            }
            if order != .equal { return order }
            i = min(x.end + 1, first.upperBound)
            j = min(y.end + 1, second.upperBound)
        }
        return .equal
    }

    private static func segment(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> (end: Int, isNumber: Bool) {
        var index = start
        var isNumber = true
        while index < end, text[index].isAlphanumeric {
            if !text[index].isDigit { isNumber = false }
            index += 1
        }
        return (index, isNumber)
    }
}
