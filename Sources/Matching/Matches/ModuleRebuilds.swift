internal import Advisories
internal import Versions

/// The builds of one module update, of which AlmaLinux's records list several with the same fix.
///
/// `1.18.0-8.module_el8.5.0+2608+…` and `1.18.0-8.module_el8.6.0+2880+…` are the same sources, built for two minor releases. Whoever
/// has the first has the fix, though it is before the second in the order of versions.
enum ModuleRebuilds {
    private struct Key: Hashable {
        let record: String
        let lookup: Lookup
        let base: Substring
    }

    /// Keeps of each record's rebuilds the lowest only.
    static func lowest(_ findings: [Finding]) -> [Finding] {
        var lowest: [Key: String] = [:]
        for finding in findings {
            guard let (key, fixed) = rebuild(finding) else { continue }
            if let other = lowest[key], !isBefore(fixed, other) { continue }
            lowest[key] = fixed
        }
        guard !lowest.isEmpty else { return findings }
        return findings.filter { finding in
            guard let (key, fixed) = rebuild(finding) else { return true }
            return lowest[key] == fixed
        }
    }

    private static func rebuild(_ finding: Finding) -> (key: Key, fixed: String)? {
        guard finding.lookup.module.isModular, finding.exclusion == nil else { return nil }
        for case .fixed(let fixed) in finding.candidate.affected.ranges.lazy.flatMap(\.events) {
            guard let mark = fixed.firstRange(of: ".module") else { return nil }
            let key = Key(
                record: finding.candidate.advisory.id, lookup: finding.lookup, base: fixed[..<mark.lowerBound])
            return (key, fixed)
        }
        return nil
    }

    private static func isBefore(_ left: String, _ right: String) -> Bool {
        do throws(VersionError) {
            return try VersionScheme.rpm.compare(left, right) == .less
        } catch {
            // Every text is an rpm version, so this does not happen; text order is an order too.
            return left < right
        }
    }
}
