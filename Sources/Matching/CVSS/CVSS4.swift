/// The score of CVSS v4.0: the score of the vector's MacroVector, less its distance from that MacroVector's most severe vector
/// (section 8.2, "CVSS v4.0 Scoring using MacroVectors and Interpolation").
enum CVSS4 {
    static let metrics: [CVSSMetrics.Metric] = [
        .init("AV", "N A L P", isMandatory: true), .init("AC", "L H", isMandatory: true),
        .init("AT", "N P", isMandatory: true), .init("PR", "N L H", isMandatory: true),
        .init("UI", "N P A", isMandatory: true), .init("VC", "H L N", isMandatory: true),
        .init("VI", "H L N", isMandatory: true), .init("VA", "H L N", isMandatory: true),
        .init("SC", "H L N", isMandatory: true), .init("SI", "H L N", isMandatory: true),
        .init("SA", "H L N", isMandatory: true),
        .init("E", "X A P U"), .init("CR", "X H M L"), .init("IR", "X H M L"), .init("AR", "X H M L"),
        .init("MAV", "X N A L P"), .init("MAC", "X L H"), .init("MAT", "X N P"), .init("MPR", "X N L H"),
        .init("MUI", "X N P A"), .init("MVC", "X H L N"), .init("MVI", "X H L N"), .init("MVA", "X H L N"),
        .init("MSC", "X H L N"), .init("MSI", "X S H L N"), .init("MSA", "X S H L N"),
        .init("S", "X N P"), .init("AU", "X N Y"), .init("R", "X A U I"), .init("V", "X D C"),
        .init("RE", "X L M H"), .init("U", "X Clear Green Amber Red"),
    ]

    static func tenths(_ metrics: CVSSMetrics) -> Int {
        let vector = Effective(metrics)
        guard ["VC", "VI", "VA", "SC", "SI", "SA"].contains(where: { vector[$0] != "N" }) else { return 0 }
        let macro = vector.macroVector
        guard let top = macro.tenths else { return 0 }

        // The classes EQ3 and EQ6 overlap and are taken together.
        let groups: [(names: [String], maxima: [[String]], depth: Int, next: [MacroVector])] = [
            (["AV", "PR", "UI"], maxima1[macro.levels[0]], [1, 4, 5][macro.levels[0]], [macro.worse(0)]),
            (["AC", "AT"], maxima2[macro.levels[1]], [1, 2][macro.levels[1]], [macro.worse(1)]),
            (
                ["VC", "VI", "VA", "CR", "IR", "AR"], maxima36[macro.levels[2]][macro.levels[5]],
                [[7, 6], [8, 8], [1, 10]][macro.levels[2]][macro.levels[5]], macro.worseImpact
            ),
            (["SC", "SI", "SA"], maxima4[macro.levels[3]], [6, 5, 4][macro.levels[3]], [macro.worse(3)]),
            ([], [[]], 1, [macro.worse(4)]),
        ]
        var sum = 0.0
        var count = 0
        for group in groups {
            guard let next = group.next.compactMap(\.tenths).max() else { continue }
            count += 1
            let steps = vector.steps(group.names, below: group.maxima)
            sum += Double(top - next) * Double(steps) / Double(group.depth)
        }
        let score = Double(top) - (count == 0 ? 0 : sum / Double(count))
        // FIRST's calculator adds a millionth so that binary fractions round as decimal ones.
        return Int(min(max(score + 1e-5, 0), 100).rounded())
    }

    /// The most severe vectors of each class (section 8.2, table of "highest severity vectors").
    private static let maxima1 = [
        [["N", "N", "N"]], [["A", "N", "N"], ["N", "L", "N"], ["N", "N", "P"]], [["P", "N", "N"], ["A", "L", "P"]],
    ]
    private static let maxima2 = [[["L", "N"]], [["H", "N"], ["L", "P"]]]
    private static let maxima36: [[[[String]]]] = [
        [
            [["H", "H", "H", "H", "H", "H"]],
            [["H", "H", "L", "M", "M", "H"], ["H", "H", "H", "M", "M", "M"]],
        ],
        [
            [["L", "H", "H", "H", "H", "H"], ["H", "L", "H", "H", "H", "H"]],
            [
                ["L", "H", "L", "H", "M", "H"], ["L", "H", "H", "H", "M", "M"], ["H", "L", "H", "M", "H", "M"],
                ["H", "L", "L", "M", "H", "H"], ["L", "L", "H", "H", "H", "M"],
            ],
        ],
        [[], [["L", "L", "L", "H", "H", "H"]]],
    ]
    private static let maxima4 = [[["H", "S", "S"]], [["H", "H", "H"]], [["L", "L", "L"]]]
}

/// A vector's metrics with the environmental ones put over the base ones and the defaults filled in.
private struct Effective {
    private let metrics: CVSSMetrics

    init(_ metrics: CVSSMetrics) { self.metrics = metrics }

    subscript(name: String) -> String {
        let modified = metrics["M" + name]
        if !modified.isEmpty, modified != "X" { return modified }
        let value = metrics[name]
        guard value.isEmpty || value == "X" else { return value }
        // Without knowledge the worst is assumed: exploited, and a high requirement.
        return name == "E" ? "A" : "H"
    }

    var macroVector: MacroVector {
        let (av, pr, ui) = (self["AV"], self["PR"], self["UI"])
        let (vc, vi, va) = (self["VC"], self["VI"], self["VA"])
        let free = [av, pr, ui].count { $0 == "N" }
        let eq1 = free == 3 ? 0 : free > 0 && av != "P" ? 1 : 2
        let eq2 = self["AC"] == "L" && self["AT"] == "N" ? 0 : 1
        let eq3 = vc == "H" && vi == "H" ? 0 : vc == "H" || vi == "H" || va == "H" ? 1 : 2
        let eq4 =
            self["SI"] == "S" || self["SA"] == "S"
            ? 0 : self["SC"] == "H" || self["SI"] == "H" || self["SA"] == "H" ? 1 : 2
        let eq5 = self["E"] == "A" ? 0 : self["E"] == "P" ? 1 : 2
        let eq6 =
            self["CR"] == "H" && vc == "H" || self["IR"] == "H" && vi == "H" || self["AR"] == "H" && va == "H" ? 0 : 1
        return MacroVector(levels: [eq1, eq2, eq3, eq4, eq5, eq6])
    }

    /// How many steps of severity lie between the vector and the first of the most severe ones that is nowhere below it.
    func steps(_ names: [String], below maxima: [[String]]) -> Int {
        for maximum in maxima {
            let distances = zip(names, maximum).map { name, top in rank(name, self[name]) - rank(name, top) }
            if distances.allSatisfy({ $0 >= 0 }) { return distances.reduce(0, +) }
        }
        return 0
    }

    private func rank(_ name: String, _ value: String) -> Int {
        let order: String =
            switch name {
            case "AV": "NALP"
            case "PR": "NLH"
            case "UI": "NPA"
            case "AC": "LH"
            case "AT": "NP"
            case "VC", "VI", "VA": "HLN"
            case "SC", "SI", "SA": "SHLN"
            default: "HML"
            }
        return order.utf8.enumerated().first { value.utf8.elementsEqual([$0.element]) }?.offset ?? 0
    }
}

extension MacroVector {
    /// The MacroVector one level less severe in a class; it may not exist.
    fileprivate func worse(_ index: Int) -> MacroVector {
        var next = self
        next.levels[index] += 1
        return next
    }

    /// The MacroVectors one level less severe in EQ3 and EQ6 together.
    fileprivate var worseImpact: [MacroVector] {
        switch (levels[2], levels[5]) {
        case (0, 0): [worse(2), worse(5)]
        case (1, 0): [worse(5)]
        case (0, 1), (1, 1): [worse(2)]
        default: [worse(2).worse(5)]
        }
    }
}
