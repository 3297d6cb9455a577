import Advisories
import Testing

#if canImport(Glibc)
import Glibc
#endif

@Suite("The versions that are offered")
struct AdviceTests {
    /// The database to check whole, or nil for a sample of the snapshot: `Scripts/truth-advice.sh` sets it.
    private static let whole = getenv("HULLMARK_ADVICE").map { String(cString: $0) }

    /// Of how many packages one is checked.
    private static let step =
        getenv("HULLMARK_ADVICE_EVERY").flatMap { Int(String(cString: $0)) }.map { max(1, $0) } ?? 1

    @Test("every version that is offered ends its vulnerability, and is said to have what it has, scanned again")
    func offers() throws {
        let database = try Self.whole.map { try AdvisoryDatabase.standard(folder: $0) } ?? AdvisoryDatabase.embedded()
        var check = AdviceCheck(database)
        try check.run(every: Self.whole == nil ? 97 : Self.step) { name, offers in
            if Self.whole != nil { print("advice: \(name): \(offers) offers so far") }
        }
        for fault in check.faults.prefix(50) { Issue.record("\(fault)") }
        if Self.whole != nil { print("advice: \(check.offers) offers checked, \(check.faults.count) still affected") }
        #expect(check.offers > 100)
        #expect(check.faults.count == 0)
    }
}
