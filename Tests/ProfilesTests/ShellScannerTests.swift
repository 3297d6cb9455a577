import Testing

@testable import Profiles

@Suite("The scanner of shell texts")
struct ShellScannerTests {
    static let texts: [(String, [String])] = [
        ("exec nginx -g 'daemon off;'", ["exec nginx -g daemon off;"]),
        ("a; b && c || d & e | f |& g", ["a", "b", "c", "d", "e", "f", "g"]),
        ("# comment\na # more\nb#c", ["a", "b#c"]),
        ("x=1 y=2 run $x \"$y\" ${x}", ["run 1 2 1"]),
        ("D=/opt/app\n\"$D/bin/run\" now", ["/opt/app/bin/run now"]),
        ("${MISSING:-fallback} one", ["fallback one"]),
        ("$COMPUTED one; known", ["known"]),
        ("run $(inner one $(deep)) `old two` end", ["run ? ? end", "inner one ?", "deep", "old two"]),
        ("cat <<EOF\nnot a command\nEOF\nnext", ["cat", "next"]),
        ("cat <<-'EOF' | other\n\tnot $(one)\n\tEOF\nnext", ["cat", "other", "next"]),
        ("if test -f /x; then a; elif b; then c; else d; fi; e", ["test -f /x", "a", "b", "c", "d", "e"]),
        ("for i in 1 2; do a $i; done\nwhile read x; do b; done", ["a ?", "read x", "b"]),
        ("case \"$1\" in\n  start|stop) a;;\n  (restart)\n    b ;;\n  *) c\nesac\nd", ["a", "b", "c", "d"]),
        ("f() { inner; }\nfunction g { deep; }\nf; g; other", ["inner", "deep", "other"]),
        ("a > /var/log/x 2>&1 < /in\nb 2>/dev/null", ["a", "b"]),
        ("(cd /x && a) ; { b; }", ["cd /x", "a", "b"]),
        ("a \\\n  b", ["a b"]),
        ("[ \"$(id -u)\" = 0 ] && a", ["[ ? = 0 ]", "id -u", "a"]),
        ("x=$((1 + 2)); a", ["a"]),
        ("diff <(one) <(two)", ["diff ? ?", "one", "two"]),
        ("! a; time b", ["a", "b"]),
        ("export X=/bin/tool; $X go", ["/bin/tool go"]),
        ("echo 'unclosed", ["echo unclosed"]),
        ("echo \"unclosed $(a", ["echo ?", "a"]),
        ("exec \"$@\"", ["exec redis-server --dir /data"]),
        ("exec $1 x", ["exec redis-server x"]),
    ]

    @Test("finds the commands of every branch", arguments: texts)
    func commands(_ text: String, _ commands: [String]) {
        let scanner = ShellScanner(text, arguments: ["/entry", "redis-server", "--dir", "/data"])
        let found = scanner.commands.map { $0.words.map { $0 ?? "?" }.joined(separator: " ") }
        #expect(found.sorted() == commands.sorted())
    }

    @Test("ends on texts that nest or repeat without end")
    func hostile() {
        let open = String(repeating: "$(", count: 20_000)
        #expect(ShellScanner(open, limit: 100).commands.count <= 100)
        let braces = String(repeating: "${a:-", count: 20_000)
        #expect(ShellScanner(braces).commands.isEmpty)
        let many = String(repeating: "a;", count: 100_000)
        #expect(ShellScanner(many, limit: 50).commands.count <= 50)
        let cases = String(repeating: "case a in b) ", count: 10_000)
        #expect(ShellScanner(cases).commands.isEmpty)
        let growing = "x=aaaaaaaaaaaaaaaa\n" + String(repeating: "x=$x$x\n", count: 64) + "$x"
        #expect(ShellScanner(growing).commands.count <= 1)
    }

    @Test("says what files are written, and how many commands only a run shows")
    func others() {
        let scanner = ShellScanner("echo x > /run/app.pid; $(which tool) run")
        #expect(scanner.written == ["/run/app.pid"])
        #expect(scanner.computed == 1)
    }

    static let prefixes: [(String, String, String?)] = [
        ("exec -a name run it", "run it", nil),
        ("gosu redis redis-server --x", "redis-server --x", "redis"),
        ("su-exec 100:101 run", "run", "100:101"),
        ("setpriv --reuid=redis --regid redis --init-groups run x", "run x", "redis"),
        ("env -i A=b C=d run -x", "run -x", nil),
        ("env -S python3\u{a0}-u", "python3\u{a0}-u", nil),
        ("timeout -k 5 10 run", "run", nil),
        ("nice -n 5 ionice -c 2 run", "ionice -c 2 run", nil),
        ("tini -g -- run x", "run x", nil),
        ("find . -user x -exec chown y {} +", "chown y {}", nil),
        ("chpst -u www:www run", "run", "www:www"),
        ("runuser -u app -- run x", "run x", "app"),
        ("xargs -0 -n 1 rm -f", "rm -f", nil),
        ("sudo -u app A=b run", "run", "app"),
    ]

    @Test("knows programs that run another", arguments: prefixes)
    func prefix(_ text: String, _ rest: String, _ user: String?) throws {
        let words = text.split(separator: " ").map { Optional(String($0).replacing("\u{a0}", with: " ")) }
        let found = try #require(CommandPrefix.found(in: words))
        #expect(found.rest.map { $0 ?? "?" }.joined(separator: " ") == rest.replacing("\u{a0}", with: " "))
        #expect(found.user == user)
    }

    @Test("takes the text that su is given")
    func su() throws {
        let found = try #require(CommandPrefix.found(in: ["su", "-s", "/bin/sh", "postgres", "-c", "run it"]))
        #expect(found.shellText == "run it" && found.user == "postgres")
    }

    static let shebangs: [(String, String?, [String])] = [
        ("#!/bin/sh\n", "/bin/sh", []), ("#! /usr/bin/env -S python3 -u \nx", "/usr/bin/env", ["-S python3 -u"]),
        ("#!/bin/sh -e x\r\n", "/bin/sh", ["-e x"]), ("#!\n", nil, []), ("#!/bin/\0sh", nil, []), ("/bin/sh", nil, []),
        ("#!/bin/awk -f", "/bin/awk", ["-f"]),
    ]

    @Test("reads a script's first line as the kernel does", arguments: shebangs)
    func shebang(_ text: String, _ interpreter: String?, _ arguments: [String]) {
        let line = ShebangLine(text.utf8.span)
        #expect(line?.interpreter == interpreter)
        #expect(line?.arguments ?? [] == arguments)
    }
}
