import Advisories
import Testing

@Suite("How much a part of a database holds")
struct DataScopeTests {
    private static let carried: AdvisoryDatabase? = try? AdvisoryDatabase.embedded()

    @Test(
        "the snapshot says which parts are samples, name fixes only, or are another release's",
        arguments: [
            ("Ubuntu:20.04:LTS", DataScope(isSample: true)), ("npm", DataScope(isSample: true)),
            ("Maven", DataScope(isSample: true)), ("NuGet", DataScope(isSample: true)),
            ("Debian:12", DataScope(isFixedOnly: true)), ("AlmaLinux:9", DataScope(isFixedOnly: true)),
            ("Alpine:v3.18", DataScope(isFixedOnly: true)),
            ("Alpine:v3.20", DataScope(isFixedOnly: true, derivedFrom: "Alpine:edge")),
            ("PyPI", DataScope()), ("Go", DataScope()), ("no such ecosystem", DataScope()),
        ])
    func snapshot(ecosystem: String, scope: DataScope) throws {
        let database = try #require(Self.carried)
        #expect(database.scope(ecosystem: ecosystem) == scope)
    }

    @Test("a user's own database is whole, but errata name fixes only wherever they come from")
    func own() throws {
        var entry = try #require(Self.carried?.entries.first { $0.name == "Debian:12" })
        entry.snapshotDate = ""
        #expect(entry.scope == DataScope())
        entry.name = "Rocky Linux:9"
        #expect(entry.scope == DataScope(isFixedOnly: true))
    }
}
