internal import Versions

/// What the fixed version of a record derived from changelogs says, beyond its place in the order of versions.
///
/// Such a record gives the first version of a changelog that names the CVE, and a changelog may go on through several source
/// packages. So of an installed version that is ordered before the fix:
///
/// | installed | fixed | what it is | answer |
/// |---|---|---|---|
/// | `V~deb12u2`, `V~bpo12+1` | `V` | a build of the fixed version for an older release | not affected |
/// | `1.19.8-2` | `2:1.6.1-1` | at the fix or after it but for the epoch: golang-1.19 has golang's changelog | undetermined |
///
/// A security team writes the version of the release itself, so its records are taken by the word.
enum ChangelogFix {
    /// The answer with what a changelog's fix may mean taken into account.
    static func judge(_ evaluation: RangeEvaluation, _ version: InstalledVersion) -> RangeEvaluation {
        guard version.scheme == .dpkg, evaluation.outcome == .affected, let fixed = evaluation.fixedVersion else {
            return evaluation
        }
        if isBackport(version.text, of: fixed) {
            return RangeEvaluation(
                .notAffected, .backport(ofFix: fixed), version: version.text, range: evaluation.range)
        }
        if isAfterButForEpoch(version, fixed) {
            return RangeEvaluation(
                .undetermined, .foreignEpoch(fixed: fixed), version: version.text, range: evaluation.range)
        }
        return evaluation
    }

    /// Whether a version is another with nothing but marks of a backport behind: `~deb12u1`, `~bpo12+1`, one after another too.
    static func isBackport(_ version: String, of fixed: String) -> Bool {
        let text = version.utf8.span
        let length = fixed.utf8.count
        guard length < text.count, version.utf8.starts(with: fixed.utf8) else { return false }
        var rest = text.extracting(length...)
        while !rest.isEmpty {
            guard let mark = endOfMark(rest) else { return false }
            rest = rest.extracting(mark...)
        }
        return true
    }

    /// Where the mark of a backport ends with which a text begins, or nil if it begins with another.
    ///
    /// A mark is `~deb` or `~bpo`, the release (`12`, before 2016 also `70`), `u` or `+`, and a count that may have parts (`1.1`).
    private static func endOfMark(_ text: borrowing Span<UInt8>) -> Int? {
        guard text.count > 4, text[0] == 0x7e else { return nil }
        let word = (text[1], text[2], text[3])
        guard word == (0x64, 0x65, 0x62) || word == (0x62, 0x70, 0x6f) else { return nil }
        let release = endOfDigits(text, from: 4)
        guard release > 4, release < text.count, text[release] == 0x75 || text[release] == 0x2b else { return nil }
        var end = endOfDigits(text, from: release + 1)
        guard end > release + 1 else { return nil }
        while end < text.count, text[end] == 0x2e {
            let next = endOfDigits(text, from: end + 1)
            guard next > end + 1 else { return nil }
            end = next
        }
        return end
    }

    private static func endOfDigits(_ text: borrowing Span<UInt8>, from start: Int) -> Int {
        var place = start
        while place < text.count, 0x30...0x39 ~= text[place] { place += 1 }
        return place
    }

    /// Whether only a lower epoch puts a version before the fix.
    private static func isAfterButForEpoch(_ version: InstalledVersion, _ fixed: String) -> Bool {
        let (installedEpoch, installed) = parts(version.text)
        let (fixedEpoch, bareFix) = parts(fixed)
        guard installedEpoch != fixedEpoch else { return false }
        do throws(VersionError) {
            return try version.scheme.compare(installed, bareFix) != .less || isBackport(installed, of: bareFix)
        } catch {
            // Both were compared with their epochs; what is no version without its own proves nothing.
            return false
        }
    }

    private static func parts(_ version: String) -> (epoch: Substring, rest: String) {
        guard let colon = version.utf8.firstIndex(of: 0x3a) else { return ("0", version) }
        return (version[..<colon], String(version[version.utf8.index(after: colon)...]))
    }
}
