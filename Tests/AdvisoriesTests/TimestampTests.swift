import Testing

@testable import Advisories

@Suite("Timestamps")
struct TimestampTests {
    @Test(
        "what sources write is read",
        arguments: [
            ("2026-11-21T00:00:00ZZ", "2026-11-21T00:00:00Z"), ("2014-02-14", "2014-02-14T00:00:00Z"),
            ("2024-02-29T23:59:58.123456Z", "2024-02-29T23:59:58Z"), ("1970-01-01T00:00:00Z", "1970-01-01T00:00:00Z"),
            ("2000-03-01T12:00:00Z", "2000-03-01T12:00:00Z"),
        ])
    func reads(text: String, expected: String) throws {
        #expect(try #require(Timestamp(text)).description == expected)
        #expect(Timestamp.text(code: Timestamp.code(text)) == expected)
    }

    @Test("what is no date gives nothing", arguments: ["", "0001-01-01T00:00:00Z", "yesterday", "2024-13-01", "2024"])
    func refuses(text: String) {
        #expect(Timestamp(text) == nil)
        #expect(Timestamp.code(text) == 0)
    }

    @Test("a moment is its seconds since 1970")
    func seconds() {
        #expect(Timestamp("2026-08-16T00:00:00Z")?.seconds == 1_786_838_400)
    }
}
