/// The base equation of CVSS v3.0 and v3.1, which score the same (v3.1, section 7.1; its appendix A defines the rounding).
enum CVSS3 {
    static let metrics: [CVSSMetrics.Metric] = [
        .init("AV", "N A L P", isMandatory: true), .init("AC", "L H", isMandatory: true),
        .init("PR", "N L H", isMandatory: true), .init("UI", "N R", isMandatory: true),
        .init("S", "U C", isMandatory: true), .init("C", "H L N", isMandatory: true),
        .init("I", "H L N", isMandatory: true), .init("A", "H L N", isMandatory: true),
        .init("E", "X H F P U"), .init("RL", "X U W T O"), .init("RC", "X C R U"),
        .init("CR", "X H M L"), .init("IR", "X H M L"), .init("AR", "X H M L"),
        .init("MAV", "X N A L P"), .init("MAC", "X L H"), .init("MPR", "X N L H"), .init("MUI", "X N R"),
        .init("MS", "X U C"), .init("MC", "X N L H"), .init("MI", "X N L H"), .init("MA", "X N L H"),
    ]

    static func tenths(_ metrics: CVSSMetrics) -> Int {
        let changesScope = metrics["S"] == "C"
        let base = 1 - (1 - loss(metrics["C"])) * (1 - loss(metrics["I"])) * (1 - loss(metrics["A"]))
        let impact =
            changesScope ? 7.52 * (base - 0.029) - 3.25 * power(base - 0.02, 15) : 6.42 * base
        guard impact > 0 else { return 0 }
        let privileges: [String: Double] =
            changesScope ? ["N": 0.85, "L": 0.68, "H": 0.5] : ["N": 0.85, "L": 0.62, "H": 0.27]
        let exploitability =
            8.22 * value(metrics["AV"], ["N": 0.85, "A": 0.62, "L": 0.55, "P": 0.2])
            * value(metrics["AC"], ["L": 0.77, "H": 0.44]) * value(metrics["PR"], privileges)
            * value(metrics["UI"], ["N": 0.85, "R": 0.62])
        let score = (impact + exploitability) * (changesScope ? 1.08 : 1)
        return roundUp(min(score, 10))
    }

    /// The smallest tenth that is not less, of the value rounded to five places (appendix A).
    private static func roundUp(_ score: Double) -> Int {
        let exact = Int((score * 100_000).rounded())
        return exact.isMultiple(of: 10_000) ? exact / 10_000 : exact / 10_000 + 1
    }

    private static func loss(_ value: String) -> Double { self.value(value, ["H": 0.56, "L": 0.22, "N": 0]) }

    private static func value(_ value: String, _ table: [String: Double]) -> Double { table[value] ?? 0 }

    private static func power(_ base: Double, _ exponent: Int) -> Double {
        var product = 1.0
        for _ in 0..<exponent { product *= base }
        return product
    }
}
