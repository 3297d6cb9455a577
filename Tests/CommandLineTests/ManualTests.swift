import Platform
import TestSupport
import Testing

@Suite("Manual pages and completions")
struct ManualTests {
    private let place: Workplace

    init() throws { place = try Workplace(hasAdvisories: false) }

    private func pages() throws -> [String: String] {
        try place.folder.write("man/.keep", text: "")
        let run = try place.run("manual", place("man"))
        try #require(run.end == .exited(0), "\(run.errorText)")
        var pages: [String: String] = [:]
        for name in TestFiles.names(in: place("man")) where name.hasSuffix(".1") {
            pages[name] = String(decoding: try TestFiles.bytes(at: place("man/\(name)")), as: UTF8.self)
        }
        return pages
    }

    @Test("every command has a page with the options of its help")
    func options() throws {
        let pages = try pages()
        for words in [["scan"], ["sbom"], ["packages"], ["db", "update"], ["run"], ["network", "create"]] {
            let page = try #require(pages["hullmark-\(words.joined(separator: "-")).1"])
            let help = try place.run(words + ["--help"]).text
            let options = help.split(separator: "\n").compactMap { line in
                line.split(separator: " ").first { $0.hasPrefix("--") && line.hasPrefix("  -") }
            }
            #expect(options.count > 2)
            for option in options {
                let text = option.replacing("-", with: "\\-").prefix { $0 != "," && $0 != "/" }
                #expect(page.contains("\\fB\(text)"), "\(words): \(option)")
            }
        }
        #expect(pages["hullmark.1"]?.contains(".SH ENVIRONMENT") == true)
        #expect(pages.keys.contains("hullmark-completion.1") && !pages.keys.contains("hullmark-manual.1"))
    }

    @Test("roff has no complaint", .enabled(if: RunningProgram.path("groff") != nil))
    func roff() throws {
        _ = try pages()
        let groff = try #require(RunningProgram.path("groff"))
        for name in TestFiles.names(in: place("man")) where name.hasSuffix(".1") {
            let run = try ChildProcess.run(groff, ["-man", "-Tutf8", "-ww", "-z", place("man/\(name)")])
            #expect(
                run.end == .exited(0) && run.output.isEmpty, "\(name): \(String(decoding: run.output, as: UTF8.self))")
        }
    }

    @Test("bash takes the completion script and completes commands", .enabled(if: RunningProgram.path("bash") != nil))
    func completion() throws {
        for shell in ["zsh", "fish"] { #expect(try place.run("completion", shell).text.contains("packages")) }
        try place.folder.write("hullmark.bash", place.run("completion", "bash").output)
        let script = """
            . '\(place("hullmark.bash"))'
            COMP_WORDS=(hullmark pack) COMP_CWORD=1 COMP_LINE='hullmark pack' COMP_POINT=13
            _hullmark hullmark pack hullmark && printf '%s' "${COMPREPLY[*]}"
            """
        let run = try ChildProcess.run(try #require(RunningProgram.path("bash")), ["-c", script])
        #expect(String(decoding: run.output, as: UTF8.self).contains("packages"))
    }
}
