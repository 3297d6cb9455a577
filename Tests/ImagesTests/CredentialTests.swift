import Bytes
import TestSupport
import Testing

@testable import Images

@Suite("Credentials", .timeLimit(.minutes(1)))
struct CredentialTests {
    private static func base64(_ text: String) -> String { Base64.encode(Array(text.utf8)) }

    private static func file(_ bytes: some Sequence<UInt8>) throws -> CredentialFile {
        let bytes = Array(bytes)
        return try CredentialFile(bytes.span)
    }

    private static func file(_ text: String) throws -> CredentialFile { try file(text.utf8) }

    private static func entry(_ json: String) throws -> Credentials? {
        try file(#"{"auths":{"r.example":\#(json)}}"#).credentials.first?.value
    }

    @Test(
        "an entry is read in each of its forms",
        arguments: [
            (#"{"auth":"\#(base64("me:secret"))"}"#, Credentials.password(user: "me", password: "secret")),
            (#"{"auth":"\#(base64("me:se:cr:et"))"}"#, .password(user: "me", password: "se:cr:et")),
            (#"{"auth":"\#(base64("me:secret\0\0"))"}"#, .password(user: "me", password: "secret")),
            (#"{"username":"me","password":"p\"w"}"#, .password(user: "me", password: "p\"w")),
            (#"{"auth":"","username":"me","password":"pw"}"#, .password(user: "me", password: "pw")),
            (#"{"auth":"\#(base64("a:b"))","username":"me","password":"pw"}"#, .password(user: "a", password: "b")),
            (#"{"auth":"\#(base64("0:"))","identitytoken":"idt"}"#, .identityToken("idt")),
            (#"{"identitytoken":"idt","registrytoken":"rt"}"#, .registryToken("rt")),
            (#"{"username":"<token>","password":"idt"}"#, .identityToken("idt")),
            (#"{}"#, nil), (#"{"email":"x"}"#, nil), (#"{"auth":"\#(base64("me:"))"}"#, nil), (#"null"#, nil),
            (#"{"auth":"\#(base64("\0:\0"))"}"#, nil), (#"[1]"#, nil), (#"{"auth":17}"#, nil),
        ])
    func entries(_ json: String, _ expected: Credentials?) throws {
        #expect(try Self.entry(json) == expected)
    }

    @Test("a broken entry is told and does not spoil the others")
    func brokenEntry() throws {
        for auth in ["!!!", Self.base64("no colon"), "A"] {
            let file = try Self.file(
                #"{"auths":{"a.example":{"auth":"\#(auth)"},"b.example":{"username":"u","password":"p"}}}"#)
            #expect(file.credentials.map(\.key) == ["b.example"])
            #expect(file.problems.count == 1)
            #expect(file.problems.first?.contains("a.example") == true)
        }
    }

    @Test("no prefix and no random bytes bring the reader down")
    func hostile() {
        let bytes = Array(
            #"{"auths":{"r":{"auth":"\#(Self.base64("a:b"))"}},"credHelpers":{"x":"y"},"credsStore":"z"}"#.utf8)
        for count in bytes.indices { #expect(throws: ImageError.self) { try Self.file(bytes[..<count]) } }
        for seed in 0..<100 { _ = try? Self.file(noise(50, seed: UInt64(seed))) }
        for text in ["[]", "1", "\"x\"", "null"] { #expect(throws: ImageError.self) { try Self.file(text) } }
        #expect(throws: Never.self) { try Self.file(#"{"auths":[],"credHelpers":"x","credsStore":7}"#) }
    }

    @Test(
        "the most specific name counts, and the forms of one name are one",
        arguments: [
            ("debian", ["https://index.docker.io/v1/"], "https://index.docker.io/v1/"),
            ("debian", ["docker.io"], "docker.io"),
            ("debian", ["index.docker.io"], "index.docker.io"),
            ("debian", ["registry-1.docker.io"], "registry-1.docker.io"),
            ("debian", ["docker.io", "https://index.docker.io/v1/"], "https://index.docker.io/v1/"),
            ("debian", ["https://index.docker.io/v1/", "docker.io/library"], "docker.io/library"),
            ("debian", ["r.example", "evil-docker.io", "docker.io.evil.example"], nil),
            ("r.example/a/b", ["r.example"], "r.example"),
            ("r.example/a/b", ["https://r.example"], "https://r.example"),
            ("r.example/a/b", ["https://r.example/v2/"], "https://r.example/v2/"),
            ("r.example/a/b", ["http://R.example/v1/"], "http://R.example/v1/"),
            ("r.example/a/b", ["r.example", "r.example/a", "r.example/a/b", "r.example/a/b/c"], "r.example/a/b"),
            ("r.example/ab/c", ["r.example/a", "r.example/a/b"], nil),
            ("r.example:5000/a", ["r.example"], nil),
            ("r.example:5000/a", ["r.example:5000"], "r.example:5000"),
            ("r.example/a", ["r.example:5000", "ample/a", "sub.r.example"], nil),
            ("r.example/a", ["https://r.example", "r.example"], "r.example"),
            ("localhost:5000/a", ["localhost:5000"], "localhost:5000"),
            ("r.example/a", ["", "/", "https://", "//"], nil),
        ] as [(String, [String], String?)])
    func keys(_ reference: String, _ keys: [String], _ expected: String?) throws {
        #expect(RegistryKey(try Reference(reference)).find(in: keys.map { ($0, $0) }) == expected)
    }

    @Test("the files are searched in the order of their rank")
    func order() throws {
        let folder = try TemporaryFolder()
        let variables = [
            "HOME": folder("home"), "DOCKER_CONFIG": folder("docker"), "XDG_RUNTIME_DIR": folder("run"),
            "XDG_CONFIG_HOME": folder("config"), "REGISTRY_AUTH_FILE": folder("auth.json"), "PATH": folder("bin"),
        ]
        let search = CredentialSearch { variables[$0] }
        let reference = try Reference("r.example/app")
        let names = ["config/containers/auth.json", "run/containers/auth.json", "docker/config.json", "auth.json"]
        #expect(search.files == names.reversed().map { folder($0) })
        #expect(search.find(reference).credentials == nil)
        for name in names {
            try folder.write(name, text: #"{"auths":{"r.example":{"username":"\#(name)","password":"p"}}}"#)
            let finding = search.find(reference)
            #expect(finding.credentials == .password(user: name, password: "p"))
            #expect(finding.origin == folder(name))
        }
        try folder.write("auth.json", text: "{")
        let finding = search.find(reference)
        #expect(finding.credentials == .password(user: "docker/config.json", password: "p"))
        #expect(finding.problems.count == 1)
        let plain = CredentialSearch { $0 == "HOME" ? "/h" : nil }
        #expect(plain.files.first == "/h/.docker/config.json")
        #expect(plain.files.last == "/h/.config/containers/auth.json")
    }
}

@Suite("Credential helpers", .timeLimit(.minutes(1)))
struct CredentialHelperTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func helper(_ name: String, _ script: String) throws {
        try folder.write("bin/docker-credential-\(name)", text: "#!/bin/sh\n\(script)\n", mode: 0o755)
    }

    private func search(_ configuration: String) throws -> CredentialSearch {
        try folder.write(".docker/config.json", text: configuration)
        let variables = ["HOME": folder.path, "XDG_RUNTIME_DIR": "/nonexistent", "PATH": folder("bin")]
        return CredentialSearch { variables[$0] }
    }

    @Test("a helper is asked with get and the registry's name")
    func protocolOfHelpers() throws {
        try helper("good", #"read server; printf '{"ServerURL":"x","Username":"%s %s","Secret":"s"}' "$1" "$server""#)
        let search = try search(#"{"credsStore":"good"}"#)
        let own = search.find(try Reference("r.example:5000/team/app"))
        #expect(own.credentials == .password(user: "get r.example:5000", password: "s"))
        #expect(own.origin?.hasPrefix("docker-credential-good") == true)
        let docker = search.find(try Reference("debian"))
        #expect(docker.credentials == .password(user: "get https://index.docker.io/v1/", password: "s"))
    }

    @Test("a registry's own helper comes before the one for all, and that before the file")
    func order() throws {
        for name in ["all", "own"] { try helper(name, #"echo '{"Username":"\#(name)","Secret":"s"}'"#) }
        let search = try search(
            #"""
            {"credsStore":"all","credHelpers":{"own.example":"own","https://index.docker.io/v1/":"own"},
             "auths":{"own.example":{"username":"file","password":"p"},"r.example":{}}}
            """#)
        func user(_ reference: String) throws -> Credentials? { search.find(try Reference(reference)).credentials }
        #expect(try user("own.example/app") == .password(user: "own", password: "s"))
        #expect(try user("debian") == .password(user: "own", password: "s"))
        #expect(try user("r.example/app") == .password(user: "all", password: "s"))
    }

    @Test("the user name <token> means an identity token")
    func identityToken() throws {
        try helper("token", #"echo '{"Username":"<token>","Secret":"idt"}'"#)
        #expect(
            try search(#"{"credsStore":"token"}"#).find(Reference("r.example/a")).credentials == .identityToken("idt"))
    }

    @Test("a helper that has nothing leaves the file's own entry")
    func nothing() throws {
        try helper("none", "echo 'credentials not found in native keychain'; exit 1")
        let alone = try search(#"{"credsStore":"none"}"#).find(try Reference("r.example/a"))
        #expect(alone.credentials == nil)
        #expect(alone.problems.isEmpty)
        let both = try search(#"{"credsStore":"none","auths":{"r.example":{"username":"u","password":"p"}}}"#)
        #expect(both.find(try Reference("r.example/a")).credentials == .password(user: "u", password: "p"))
    }

    @Test(
        "a helper that fails is a problem that is told",
        arguments: [
            ("bad", "echo 'the key ring is locked'; exit 1", "the key ring is locked"),
            ("bad", "echo '{'", "JSON"), ("bad", "echo '{}'", "no Username"), ("bad", "kill -9 $$", "signal 9"),
            ("bad", "yes", "more than"), ("missing", nil, "docker-credential-missing is in no folder"),
            ("../evil", nil, "cannot be the name"), ("a b", nil, "cannot be the name"),
        ] as [(String, String?, String)])
    func failing(_ name: String, _ script: String?, _ expected: String) throws {
        if let script { try helper(name, script) }
        let finding = try search(#"{"credsStore":"\#(name)"}"#).find(try Reference("r.example/a"))
        #expect(finding.credentials == nil)
        #expect(finding.problems.count == 1)
        #expect(finding.problems.first?.contains(expected) == true, "\(finding.problems)")
    }

    @Test("a helper that does not answer is not waited for")
    func silent() throws {
        try helper("slow", "sleep 30")
        let helper = CredentialHelper(name: "slow", searchPath: folder("bin") + ":/bin", timeout: .milliseconds(200))
        #expect(throws: ImageError.self) { try helper.credentials(for: "r.example") }
    }
}
