import Bytes
import JSON
import Testing
import YAML

@testable import Profiles

@Suite("A profile's document")
struct DocumentTests {
    static func read(_ text: String) throws(ProfileError) -> Profile { try Profile(text.utf8.span) }

    @Test("is read as it was written, in both forms")
    func roundTrip() throws {
        let profile = try SampleProfile.whole
        let yaml = profile.yaml
        let json = profile.json
        #expect(try Profile(yaml.span) == profile)
        #expect(try Profile(json.span) == profile)
        #expect(try Profile(yaml.span).yaml == yaml)
        #expect(try Profile(json.span).digest == profile.digest)
    }

    @Test("has one digest whatever the order in which it was put together")
    func digest() throws {
        let profile = try SampleProfile.whole
        var shuffled = profile
        shuffled.files.reverse()
        shuffled.systemCalls.reverse()
        shuffled.connect.reverse()
        #expect(shuffled.digest == profile.digest)
        shuffled.files[0].rule.mayCreate = false
        #expect(shuffled.digest != profile.digest)
    }

    @Test("keeps its digest from version to version of this program")
    func stableDigest() throws {
        let profile = Profile(image: ImageIdentity(name: "a", platform: "linux/amd64"))
        let canonical = """
            {"apiVersion":"hullmark/v1","image":{"name":"a","platform":"linux/amd64"},"kind":"Profile",\
            "observation":{"completeness":0,"kinds":0,"runs":0,"sightings":0,"singles":0}}
            """
        #expect(String(decoding: profile.document.canonical, as: UTF8.self) == canonical)
        #expect(profile.digest == Digest(of: Array(canonical.utf8)))
    }

    static let texts = [
        "plain words", "/usr/bin/a:b", "true", "No", "12", "1.5", "-", "- a", "a: b", "a #b", "#", "", "ends:", " a",
        "a ", "'q'", "\"",
        "\\", "[", "{a}", "*x", "&x", "!x", "%", "@a", "`", "a, b", "null", "~", "0x1f", "1e3", "2001-01-01", "ü",
        "a\u{202e}b", "=", "<<",
        "y", "on", "_", ".inf", "a\u{2028}b", "\u{feff}", "e\u{301}", "日本", "👩‍🚀", "12:30:45", "infinity", "/",
    ]

    @Test("keeps any text for people as it is", arguments: texts.filter { !$0.isEmpty })
    func because(_ text: String) throws {
        var profile = Profile(image: ImageIdentity(name: text, platform: "linux/amd64"))
        profile.files = [
            Entry(FileRule(path: "/\(text == "/" ? "x" : text.replacing("/", with: "_"))"), .declared, because: text)
        ]
        let yaml = profile.yaml
        #expect(try Profile(yaml.span) == profile)
        let json = profile.json
        #expect(try Profile(json.span) == profile)
    }

    private static let head = """
        apiVersion: hullmark/v1
        kind: Profile
        image: {name: a, platform: linux/amd64}
        observation: {completeness: 0, runs: 0, kinds: 0, sightings: 0, singles: 0}

        """

    static let faults: [(String, Int, ProfileError.Code)] = [
        ("user: []", 5, .unknownKey),
        ("users:\n  - uid: 0\n    gid: 0\n    known: derived\n    shell: /bin/sh", 9, .unknownKey),
        ("users:\n  - uid: 0\n    known: derived", 6, .missing),
        ("users:\n  - {uid: -1, gid: 0, known: derived}", 6, .malformed),
        ("users:\n  - {uid: 4294967295, gid: 0, known: derived}", 6, .outOfRange),
        ("users:\n  - {uid: \"0\", gid: 0, known: derived}", 6, .malformed),
        ("users:\n  - {uid: 007, gid: 0, known: derived}", 6, .malformed),
        ("users:\n  - {uid: 0, gid: 0, known: guessed}", 6, .malformed),
        ("users:\n  - {uid: 0, gid: 0, known: derived}\n  - {uid: 0, gid: 0, known: declared}", 7, .duplicate),
        ("users: {}", 5, .malformed),
        ("files:\n  - path: etc/passwd\n    access: read\n    known: derived", 6, .malformed),
        ("files:\n  - path: /etc/../shadow\n    access: read\n    known: derived", 6, .malformed),
        ("files:\n  - path: /etc//shadow\n    access: read\n    known: derived", 6, .malformed),
        ("files:\n  - path: /etc/\n    access: read\n    known: derived", 6, .malformed),
        ("files:\n  - path: \"/etc\\0\"\n    access: read\n    known: derived", 6, .malformed),
        ("files:\n  - path: \"/e\\x1b[2J\"\n    access: read\n    known: derived", 6, .malformed),
        ("files:\n  - path: /etc\n    access: read\n    create: true\n    known: derived", 8, .malformed),
        ("files:\n  - path: /etc\n    access: execute\n    known: derived", 7, .malformed),
        ("files:\n  - path: /etc\n    below: yes\n    access: read\n    known: derived", 7, .malformed),
        ("files:\n  - path: /etc\n    path: /usr\n    access: read\n    known: derived", 7, .duplicate),
        ("files:\n  - /etc", 6, .malformed),
        ("executables:\n  - path: /bin/sh\n    sha256: abc\n    known: derived", 7, .malformed),
        ("network:\n  listen:\n    - {port: 0, protocol: tcp, known: derived}", 7, .malformed),
        ("network:\n  listen:\n    - {port: 65536, protocol: tcp, known: derived}", 7, .malformed),
        ("network:\n  listen:\n    - {port: 90-80, protocol: tcp, known: derived}", 7, .malformed),
        ("network:\n  listen:\n    - {port: 80, protocol: icmp, known: derived}", 7, .malformed),
        ("network:\n  bind: []", 6, .unknownKey),
        ("network:\n  connect:\n    - {to: 10.0.0.1/8, port: 80, protocol: tcp, known: derived}", 7, .malformed),
        ("network:\n  connect:\n    - {to: 10.0.0.256, port: 80, protocol: tcp, known: derived}", 7, .malformed),
        ("network:\n  connect:\n    - {to: a..b, port: 80, protocol: tcp, known: derived}", 7, .malformed),
        ("capabilities:\n  - {name: SYS_ADMINISTRATOR, known: derived}", 6, .unknownName),
        ("systemCalls:\n  - known: derived\n    names: [read,\n      raed]", 8, .unknownName),
        ("systemCalls:\n  - names: []\n    known: derived", 6, .missing),
        ("systemCalls:\n  - {names: [read], known: derived}\n  - {names: [read], known: declared}", 7, .duplicate),
        (
            "systemCalls:\n  - names: [clone]\n    when: [{argument: 6, is: equal, value: 0}]\n    known: derived", 7,
            .outOfRange
        ),
        (
            "systemCalls:\n  - names: [clone]\n    when: [{argument: 0, is: equal, value: 0, mask: 1}]\n    known: derived",
            7, .malformed
        ),
        (
            "systemCalls:\n  - names: [clone]\n    when: [{argument: 0, is: equal, value: 18446744073709551616}]\n    known: derived",
            7, .malformed
        ),
        ("resources:\n  - {resource: memory, limit: 0, known: derived}", 6, .outOfRange),
        ("resources:\n  - {resource: memory, limit: 99999999999999999999, known: derived}", 6, .malformed),
        ("resources:\n  - {resource: cpus, limit: 0.0001, known: derived}", 6, .malformed),
        ("resources:\n  - {resource: time, limit: 1, known: derived}", 6, .malformed),
        ("secrets:\n  - {name: a/b, path: /run/secrets/a, known: declared}", 6, .malformed),
        ("kernelSettings:\n  - {name: kernel.core_pattern, value: x, known: declared}", 6, .unknownName),
        ("a: [", 5, .unreadable),
        ("--- x", 5, .unreadable),
    ]

    @Test("is refused by the line that is wrong", arguments: faults)
    func refused(_ text: String, _ line: Int, _ code: ProfileError.Code) {
        let error = #expect(throws: ProfileError.self) { try Self.read(Self.head + text + "\n") }
        #expect(error?.code == code, "\(error?.description ?? "")")
        // LibYAML sees where the text went wrong only behind it.
        if code != .unreadable { #expect(error?.line == line, "\(error?.description ?? "")") }
    }

    @Test("names the unknown key and what would be known")
    func unknownKey() {
        let error = #expect(throws: ProfileError.self) { try Self.read(Self.head + "file: []\n") }
        #expect(
            error?.description.hasPrefix("line 5: \"file\" is unknown here; a profile has apiVersion, kind") == true)
    }

    @Test("in JSON is refused by the line that is wrong")
    func jsonFault() {
        let text = """
            {"apiVersion": "hullmark/v1", "kind": "Profile",
             "image": {"name": "a", "platform": "linux/amd64"},
             "observation": {"completeness": 0, "runs": 0, "kinds": 0, "sightings": 0, "singles": 0},
             "files": [
               {"path": "/a", "access": "read", "known": "derived"},
               {"path": "/b", "access": "read", "known": "derived", "executable": true}]}
            """
        let error = #expect(throws: ProfileError.self) { try Self.read(text) }
        #expect(error?.line == 6)
        #expect(error?.code == .unknownKey)
    }

    @Test("of another version or kind is refused", arguments: ["hullmark/v2", "v1"])
    func version(_ version: String) {
        let error = #expect(throws: ProfileError.self) {
            try Self.read(Self.head.replacing("hullmark/v1", with: version))
        }
        #expect(error?.code == .unsupported)
    }

    @Test("cannot claim more than its observation gives")
    func completeness() throws {
        func observed(_ text: String) throws(ProfileError) -> Profile {
            try Self.read(
                Self.head.replacing("{completeness: 0, runs: 0, kinds: 0, sightings: 0, singles: 0}", with: text))
        }
        let text = "{completeness: 0.8636, runs: 3, kinds: 10, sightings: 22, singles: 3}"
        #expect(try observed(text).observation.completenessPerMyriad == 8636)
        #expect(throws: ProfileError.self) { try observed(text.replacing("0.8636", with: "0.9")) }
        #expect(throws: ProfileError.self) { try observed(text.replacing("runs: 3", with: "runs: 1")) }
        #expect(throws: ProfileError.self) { try observed(text.replacing("0.8636", with: "nan")) }
    }
}
