import Testing

@testable import Matching

@Suite("CVSS scores")
struct CVSSTests {
    @Test(
        "scores are those of the specifications' examples and of another calculator",
        arguments: CVSSVectors.version2 + CVSSVectors.version3 + CVSSVectors.version4)
    func scores(vector: String, score: Double) throws {
        #expect(try CVSS(vector).score == score)
    }

    @Test("temporal and environmental metrics are read and leave the base score as it is")
    func furtherMetrics() throws {
        let base = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"
        #expect(try CVSS(base + "/E:U/RL:O/RC:C/CR:L/MAV:P").score == CVSS(base).score)
        #expect(try CVSS("(AV:N/AC:L/Au:N/C:P/I:P/A:P/E:U/RL:OF/RC:C)").score == 7.5)
    }

    @Test(
        "a score's word is that of its version's scale",
        arguments: [
            ("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", Severity.critical),
            ("CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H", .high),
            ("CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N", .medium),
            ("CVSS:3.1/AV:N/AC:H/PR:N/UI:R/S:U/C:L/I:N/A:N", .low),
            ("CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N", .negligible),
            ("AV:N/AC:L/Au:N/C:C/I:C/A:C", .high),
        ])
    func words(vector: String, severity: Severity) throws {
        #expect(try CVSS(vector).severity == severity)
    }

    @Test(
        "a vector that is none is refused",
        arguments: [
            "", "/", "CVSS:3.1/", "CVSS:4.0", "CVSS:5.0/AV:N", "AV:N", "AV:N/AC:L/Au:N/C:P/I:P", "9.8", "HIGH",
            "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H", "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:X",
            "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/", "CVSS:3.1/AV:N/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
            "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/ZZ:1", "CVSS:3.1/AV/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
            "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:S/SA:H", "(AV:N/AC:L/Au:N/C:P/I:P/A:P",
            "AV:N/AC:L/Au:N/C:P/I:P/A:P/" + String(repeating: "E:U/", count: 200), "CVSS:3.1/AV:\u{0}/\u{ffff}",
        ])
    func refused(vector: String) {
        #expect(throws: MatchingError.self) { try CVSS(vector) }
    }

    @Test("no beginning of a vector makes trouble")
    func beginnings() {
        let vector = "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H"
        for length in 0..<vector.count {
            #expect(throws: MatchingError.self) { try CVSS(String(vector.prefix(length))) }
        }
    }

    @Test("random bytes make no trouble")
    func randomBytes() {
        for _ in 0..<2000 {
            let bytes = (0..<Int.random(in: 0..<40)).map { _ in UInt8.random(in: 0...255) }
            #expect(throws: MatchingError.self) { try CVSS("CVSS:4.0/" + String(decoding: bytes, as: UTF8.self)) }
        }
    }

    @Test("every MacroVector that can be has a score, and only those")
    func table() {
        var count = 0
        for number in 0..<729 {
            let levels = [number / 243, number / 81 % 3, number / 27 % 3, number / 9 % 3, number / 3 % 3, number % 3]
            if MacroVector(levels: levels).tenths != nil { count += 1 }
        }
        #expect(count == 270)
    }
}
