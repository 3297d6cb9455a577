/// The base equation of CVSS v2.0 (section 3.2.1).
enum CVSS2 {
    static let metrics: [CVSSMetrics.Metric] = [
        .init("AV", "L A N", isMandatory: true), .init("AC", "H M L", isMandatory: true),
        .init("Au", "M S N", isMandatory: true), .init("C", "N P C", isMandatory: true),
        .init("I", "N P C", isMandatory: true), .init("A", "N P C", isMandatory: true),
        .init("E", "U POC F H ND"), .init("RL", "OF TF W U ND"), .init("RC", "UC UR C ND"),
        .init("CDP", "N L LM MH H ND"), .init("TD", "N L M H ND"),
        .init("CR", "L M H ND"), .init("IR", "L M H ND"), .init("AR", "L M H ND"),
    ]

    static func tenths(_ metrics: CVSSMetrics) -> Int {
        let impact =
            10.41
            * (1 - (1 - loss(metrics["C"])) * (1 - loss(metrics["I"])) * (1 - loss(metrics["A"])))
        let exploitability =
            20 * value(metrics["AV"], ["L": 0.395, "A": 0.646, "N": 1])
            * value(metrics["AC"], ["H": 0.35, "M": 0.61, "L": 0.71])
            * value(metrics["Au"], ["M": 0.45, "S": 0.56, "N": 0.704])
        guard impact > 0 else { return 0 }
        let score = (0.6 * impact + 0.4 * exploitability - 1.5) * 1.176
        // The least bit more than a half counts as a half, which binary fractions cannot hold.
        return Int(min(max(score * 10 + 1e-9, 0), 100).rounded())
    }

    private static func loss(_ value: String) -> Double { self.value(value, ["N": 0, "P": 0.275, "C": 0.66]) }

    private static func value(_ value: String, _ table: [String: Double]) -> Double { table[value] ?? 0 }
}
