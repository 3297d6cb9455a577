import Platform
import TestSupport
import Testing

@Suite("Installing the program")
struct InstallTests {
    @Test("the program, completions for three shells and a manual page of each command are installed")
    func install() throws {
        let folder = try TemporaryFolder()
        let outcome = try ChildProcess.run(
            "/bin/sh", ["\(projectFolder)/Scripts/install.sh", try Program.path(), folder("usr local")],
            timeout: .seconds(120))
        try #require(outcome.end == .exited(0))
        #expect(TestFiles.names(in: folder("usr local/bin")) == ["hullmark"])
        let pages = TestFiles.names(in: folder("usr local/share/man/man1"))
        for page in ["hullmark.1", "hullmark-scan.1", "hullmark-db-update.1", "hullmark-run.1"] {
            #expect(pages.contains(page))
        }
        #expect(!pages.contains("hullmark-manual.1"))
        let scan = try text(folder("usr local/share/man/man1/hullmark-scan.1"))
        for part in [".TH \"HULLMARK\\-SCAN\" 1", "\\fB\\-\\-fail\\-on\\fR", "HULLMARK_FAIL_ON", ".SH DESCRIPTION"] {
            #expect(scan.contains(part), "\(part)")
        }
        for (file, shell) in [
            ("bash-completion/completions/hullmark", "bash"), ("zsh/site-functions/_hullmark", "zsh"),
            ("fish/vendor_completions.d/hullmark.fish", "fish"),
        ] {
            let path = folder("usr local/share/\(file)")
            #expect(try text(path).contains("explain"), "\(shell)")
            guard let program = RunningProgram.path(shell) else { continue }
            #expect(try ChildProcess.run(program, ["-n", path]).end == .exited(0), "\(shell) can read it")
        }
    }

    @Test("manual pages are free of mistakes", .enabled(if: RunningProgram.path("groff") != nil))
    func format() throws {
        let folder = try TemporaryFolder()
        let groff = try #require(RunningProgram.path("groff"))
        #expect(try ChildProcess.run(Program.path(), ["manual", folder("man")]).end == .exited(0))
        for page in TestFiles.names(in: folder("man")) {
            let outcome = try ChildProcess.run(groff, ["-man", "-Tascii", "-ww", folder("man/\(page)")])
            #expect(outcome.end == .exited(0))
            #expect(!outcome.output.isEmpty)
        }
    }

    private func text(_ path: String) throws -> String {
        String(decoding: try TestFiles.bytes(at: path), as: UTF8.self)
    }
}
