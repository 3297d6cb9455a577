/// A vulnerability's score by the Common Vulnerability Scoring System, computed from its vector.
///
/// | version | vector | specification |
/// |---|---|---|
/// | 2.0 | `AV:N/AC:L/Au:N/C:P/I:P/A:P` | FIRST, CVSS v2.0, section 3.2.1 |
/// | 3.0 | `CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H` | FIRST, CVSS v3.0, section 8.1 |
/// | 3.1 | `CVSS:3.1/…` | FIRST, CVSS v3.1, section 7.1 and appendix A |
/// | 4.0 | `CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N` | FIRST, CVSS v4.0, section 8 |
///
/// For 2.0 to 3.1 the score is the base score, the one that databases show; temporal and environmental metrics are checked and
/// change nothing. In 4.0 every metric of the vector counts, because there is one score only.
package struct CVSS: Sendable, Equatable {
    /// The version of the system.
    package enum Version: String, Sendable {
        case v2 = "2.0"
        case v3 = "3.0"
        case v31 = "3.1"
        case v4 = "4.0"
    }

    /// The version that the vector is of.
    package let version: Version
    /// The vector as the source writes it.
    package let vector: String
    /// The score in tenths, 0…100, so that it compares exactly.
    package let tenths: Int

    /// The score, 0…10.
    package var score: Double { Double(tenths) / 10 }

    /// The word for the score: the rating scale of versions 3 and 4; for version 2 the one of the National Vulnerability Database.
    package var severity: Severity { Severity(tenths: tenths, isVersion2: version == .v2) }

    /// Reads a vector and computes its score; refuses unknown, repeated and missing metrics.
    package init(_ vector: String) throws(MatchingError) {
        self.vector = vector
        guard vector.utf8.count <= 512 else {
            throw MatchingError(.invalidVector, "a CVSS vector of \(vector.utf8.count) bytes is none")
        }
        if vector.hasPrefix("CVSS:3.1/") {
            version = .v31
            tenths = CVSS3.tenths(try CVSSMetrics(vector.dropFirst(9), of: CVSS3.metrics))
        } else if vector.hasPrefix("CVSS:3.0/") {
            version = .v3
            tenths = CVSS3.tenths(try CVSSMetrics(vector.dropFirst(9), of: CVSS3.metrics))
        } else if vector.hasPrefix("CVSS:4.0/") {
            version = .v4
            tenths = CVSS4.tenths(try CVSSMetrics(vector.dropFirst(9), of: CVSS4.metrics))
        } else {
            version = .v2
            // The National Vulnerability Database puts vectors of version 2 in parentheses.
            let bare = vector.hasPrefix("(") && vector.hasSuffix(")") ? vector.dropFirst().dropLast() : vector[...]
            tenths = CVSS2.tenths(try CVSSMetrics(bare, of: CVSS2.metrics))
        }
    }
}
