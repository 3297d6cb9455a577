import Bytes
import JSON
import TestSupport
import Testing

@Suite("What reaches a terminal")
struct TerminalTests {
    private static let escape: UInt8 = 0x1b

    @Test("colours are for terminals: none in a pipe or a file, none where the user or the terminal wants none")
    func colours() throws {
        let place = try Workplace()
        let target = try SampleImages.image().writeLayout(place.folder)
        for command in [["scan", target], ["explain", target, "CVE-2030-0001"], ["db", "status"]] {
            #expect(try place.run(command, output: .terminal).output.contains(Self.escape))
            #expect(try !place.run(command).output.contains(Self.escape))
            #expect(
                try !place.run(command, output: .terminal, environment: ["NO_COLOR": "1"]).output.contains(Self.escape))
            #expect(
                try !place.run(command, output: .terminal, environment: ["TERM": "dumb"]).output.contains(Self.escape))
        }
        _ = try place.run("scan", target, "--output", place("file"), output: .terminal)
        #expect(try !TestFiles.bytes(at: place("file")).contains(Self.escape))
    }

    @Test("progress is shown on a terminal in one line that goes away, and nowhere else")
    func progress() throws {
        let place = try Workplace()
        let target = try SampleImages.image().writeLayout(place.folder)
        let shown = try place.run("scan", target, errors: .terminal)
        #expect(shown.errorText.contains("3 of 3 layers"))
        #expect(shown.errorText.hasSuffix("\r\u{1b}[2K"))
        let warm = try place.run("scan", target, errors: .terminal)
        #expect(warm.errorText.contains("reading ") && !warm.errorText.contains("layers"))
        #expect(try place.run("scan", target, "--quiet", errors: .terminal).errors.isEmpty)
        #expect(try place.run("scan", target).errors.isEmpty)
    }

    /// Moves the cursor, clears the screen, sets the title, and hides text by its direction.
    private static let attack = "\u{1b}[2J\u{1b}]0;pwned\u{7}\u{9b}31m\u{202e}\r\u{8}\u{7f}"

    @Test("names with control characters never reach a terminal as they are")
    func controlCharacters() throws {
        let place = try Workplace()
        let attack = Self.attack
        try place.folder.write(
            "records/PyPI/odd.json",
            text: """
                {"id":"PYSEC-\\u001b[2J-1","modified":"2024-01-01T00:00:00Z","aliases":["CVE-2030-0010","X-\\u001b[2J"],
                 "affected":[{"package":{"ecosystem":"PyPI","name":"odd"},
                   "ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"},{"fixed":"9"}]}]}]}
                """)
        try #require(try place.run("db", "build", "--from", place("records")).code == 0)
        let site = "usr/lib/python3/dist-packages"
        let target = try SampleImages.image(with: [
            TarWriter.Entry("usr/lib/os-release", text: "ID=debian\nVERSION_ID=12\nPRETTY_NAME=\"Debian\(attack)\"\n"),
            TarWriter.Entry("etc/os-release", text: "ID=debian\nVERSION_ID=12\nPRETTY_NAME=\"Debian\(attack)\"\n"),
            TarWriter.Entry("\(site)/odd-1.dist-info/METADATA", text: "Name: odd\nVersion: 1\nLicense: \(attack)\n"),
            TarWriter.Entry("\(site)/x\(attack)-1.dist-info/METADATA", text: "Name: x\(attack)\nVersion: 1\(attack)\n"),
            TarWriter.Entry("srv/\(attack)/go.mod", text: "module a\n\nrequire example.org/\(attack) v1.0.0\n"),
            TarWriter.Entry("../\(attack)", text: "outside"),
            TarWriter.Entry("srv/\(attack)/lib/apk/db/installed", text: "P:\(attack)\nV:1\n\n"),
        ]).writeLayout(place.folder, "image\(attack)")
        let runs = [
            try place.run("scan", target), try place.run("scan", target, "--full"),
            try place.run("scan", target, "--format", "json"),
            try place.run("explain", target, "CVE-2030-0010"), try place.run("explain", target, "CVE-\(attack)"),
            try place.run("scan", "\(target)/missing"), try place.run("scan", "\(target):\(attack)"),
            try place.run("scan", place("records/PyPI/odd.json")), try place.run("scan", "dir:\(target)"),
            try place.run("scan", target, "--severity", attack),
            try place.run("scan", target, "--output", "/no/\(attack)"),
            try place.run("db", "build", "--from", "/no/\(attack)"), try place.run("db", "status", "--db", target),
        ]
        for run in runs {
            #expect(run.code != nil)
            for text in [run.text, run.errorText] {
                let raw = text.unicodeScalars.filter { Self.isControl($0.value) }
                #expect(raw.isEmpty, "\(text.debugDescription)")
            }
        }
        #expect(runs[0].text.contains("CVE-2030-0010"))
    }

    private static func isControl(_ scalar: UInt32) -> Bool {
        scalar != 0x0a && (scalar < 0x20 || (0x7f..<0xa0).contains(scalar))
    }
}
