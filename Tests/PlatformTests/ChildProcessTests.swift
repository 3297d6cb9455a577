import Platform
import TestSupport
import Testing

@Suite("Child processes", .timeLimit(.minutes(1)))
struct ChildProcessTests {
    private static func shell(
        _ script: String, input: String = "", outputLimit: Int = 1 << 20, timeout: Duration = .seconds(20)
    ) throws -> ChildProcess.Outcome {
        try ChildProcess.run(
            "/bin/sh", ["-c", script], input: Array(input.utf8), outputLimit: outputLimit, timeout: timeout)
    }

    private static func text(_ outcome: ChildProcess.Outcome) -> String {
        String(decoding: outcome.output, as: UTF8.self)
    }

    @Test("a program gets its arguments as they are and its input whole")
    func arguments() throws {
        let echo = try ChildProcess.run("/bin/echo", ["a b", "$HOME", "*", "'"])
        #expect(Self.text(echo) == "a b $HOME * '\n")
        #expect(echo.end == .exited(0))
        let input = String(repeating: "0123456789", count: 30_000)
        #expect(Self.text(try Self.shell("cat", input: input)) == input)
        #expect(Self.text(try Self.shell("cat /dev/stdin", input: "once")) == "once")
    }

    @Test("a program that does not read its input harms nobody")
    func unreadInput() throws {
        let outcome = try Self.shell("exit 3", input: String(repeating: "x", count: 1_000_000))
        #expect(outcome.end == .exited(3))
        #expect(outcome.output.isEmpty)
    }

    @Test("the status or the signal that ended a program is told")
    func ends() throws {
        #expect(try Self.shell("exit 200").end == .exited(200))
        #expect(try Self.shell("kill -TERM $$").end == .signalled(15))
        #expect(try Self.shell("echo x >&2").output.isEmpty)
    }

    @Test("a program whose time is over is killed with all that it started")
    func timeout() throws {
        let start = ContinuousClock.now
        let outcome = try Self.shell("echo begun; sleep 30 & sleep 30", timeout: .milliseconds(300))
        #expect(outcome.end == .timedOut)
        #expect(Self.text(outcome) == "begun\n")
        #expect(try Self.shell("exec >&-; sleep 30", timeout: .milliseconds(200)).end == .timedOut)
        #expect(ContinuousClock.now - start < .seconds(20))
    }

    @Test("a program that left another one behind is not waited for beyond its own end")
    func leftBehind() throws {
        let start = ContinuousClock.now
        let outcome = try Self.shell("sleep 15 & echo done")
        #expect(outcome.end == .exited(0))
        #expect(Self.text(outcome) == "done\n")
        #expect(ContinuousClock.now - start < .seconds(10))
    }

    @Test("output is bounded", arguments: [0, 1, 5000])
    func outputLimit(_ limit: Int) throws {
        let outcome = try Self.shell("yes", outputLimit: limit)
        #expect(outcome.end == .wroteTooMuch)
        #expect(outcome.output.count == limit)
        #expect(try Self.shell("printf 12345", outputLimit: 5).end == .exited(0))
    }

    @Test("a program that is not there is an error")
    func missing() {
        #expect(throws: SystemError.self) { try ChildProcess.run("/does/not/exist") }
        let error = #expect(throws: SystemError.self) { try ChildProcess.run("/does/not/exist") }
        #expect(error?.isNotFound == true)
    }

    @Test("programs are found in the folders of a search path only")
    func find() throws {
        let folder = try TemporaryFolder()
        let program = try folder.write("bin/tool", text: "#!/bin/sh\n", mode: 0o755)
        try folder.write("other/tool", text: "no program")
        try folder.write("folder/tool/file", text: "")
        let path = "relative::\(folder("other")):\(folder("folder")):\(folder("bin"))"
        #expect(ChildProcess.find("tool", searchPath: path) == program)
        #expect(ChildProcess.find("tool", searchPath: folder("other")) == nil)
        #expect(ChildProcess.find("../bin/tool", searchPath: folder("other")) == nil)
        #expect(ChildProcess.find("", searchPath: folder("bin")) == nil)
    }
}
