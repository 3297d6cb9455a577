/// The metrics of a CVSS vector, each with a value that its version of the system knows.
struct CVSSMetrics {
    /// What a version of the system knows of one metric.
    struct Metric {
        let name: String
        let values: [String]
        let isMandatory: Bool

        init(_ name: String, _ values: String, isMandatory: Bool = false) {
            self.name = name
            self.values = values.split(separator: " ").map(String.init)
            self.isMandatory = isMandatory
        }
    }

    private let values: [String: String]

    /// Reads `NAME:VALUE/NAME:VALUE`, in any order.
    init(_ text: Substring, of metrics: [Metric]) throws(MatchingError) {
        var values: [String: String] = [:]
        for part in text.split(separator: "/", omittingEmptySubsequences: false) {
            let pair = part.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            guard pair.count == 2, let metric = metrics.first(where: { $0.name == pair[0] }) else {
                throw MatchingError(.invalidVector, "“\(part)” is not a metric of this CVSS version")
            }
            guard metric.values.contains(where: { $0 == pair[1] }) else {
                throw MatchingError(.invalidVector, "the CVSS metric \(metric.name) has no value “\(pair[1])”")
            }
            guard values.updateValue(String(pair[1]), forKey: metric.name) == nil else {
                throw MatchingError(.invalidVector, "the CVSS metric \(metric.name) is given twice")
            }
        }
        for metric in metrics where metric.isMandatory && values[metric.name] == nil {
            throw MatchingError(.invalidVector, "the CVSS metric \(metric.name) is missing")
        }
        self.values = values
    }

    /// A metric's value; empty where the vector leaves it out.
    subscript(name: String) -> String { values[name] ?? "" }
}
