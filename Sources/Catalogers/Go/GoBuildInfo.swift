internal import Bytes
internal import Inventory

/// What the Go linker writes into a binary about its build (`runtime/debug`, `BuildInfo`): lines of fields with tabs between.
///
/// | line | meaning |
/// |---|---|
/// | `path`, import path | the main package |
/// | `mod`, path, version, `h1:` sum | the main module |
/// | `dep`, path, version, sum | a module that is linked in |
/// | `=>`, path, version, sum | what replaces the module of the line before |
/// | `build`, `key=value` | a setting; key and value quoted as in Go where they need it |
struct GoBuildInfo: Equatable {
    /// A module at a version.
    struct Module: Equatable {
        var path: String
        var version: String
        var sum: String
    }

    /// A module that was asked for and what took its place.
    struct Dependency: Equatable {
        var module: Module
        var replacement: Module?
    }

    /// Settings beyond which no more are taken; a linker writes about twenty.
    private static let settingLimit = 1_000

    /// The version of Go, as `go1.22.3` or `devel go1.23-…`.
    var goVersion: String
    var path = ""
    var main: Dependency?
    var dependencies: [Dependency] = []
    var settings: [String: String] = [:]
    /// A version found among the binary's constants, which is the main module's if nothing better is known.
    var constantVersion: String?

    /// - Parameter text: the module lines without the marks around them; empty where the binary was built without modules.
    init(goVersion: String, text: Span<UInt8>) {
        self.goVersion = goVersion
        var lines = Lines(text)
        while dependencies.count <= Evidence.recordLimit, let line = lines.next() {
            let fields = line.text.split(separator: "\t", maxSplits: 4, omittingEmptySubsequences: false)
                .map(String.init)
            switch fields[0] {
            case "path" where fields.count > 1: path = fields[1]
            case "mod": main = Self.module(fields).map { Dependency(module: $0) }
            case "dep": if let module = Self.module(fields) { dependencies.append(Dependency(module: module)) }
            case "=>": replaceLast(Self.module(fields))
            case "build" where fields.count > 1: take(setting: fields[1...].joined(separator: "\t"))
            default: break
            }
        }
    }

    private static func module(_ fields: [String]) -> Module? {
        guard fields.count >= 2, !fields[1].isEmpty else { return nil }
        return Module(
            path: fields[1], version: fields.count > 2 ? fields[2] : "", sum: fields.count > 3 ? fields[3] : "")
    }

    private mutating func replaceLast(_ module: Module?) {
        if dependencies.isEmpty {
            main?.replacement = module
        } else {
            dependencies[dependencies.count - 1].replacement = module
        }
    }

    private mutating func take(setting: String) {
        guard settings.count < Self.settingLimit else { return }
        var rest = setting[...]
        guard let key = Self.word(&rest), rest.first == "=" else { return }
        rest.removeFirst()
        settings[key] = Self.word(&rest, untilEquals: false) ?? ""
    }

    /// A word as it stands, or without quotes and escapes where it is quoted.
    private static func word(_ text: inout Substring, untilEquals: Bool = true) -> String? {
        guard let quote = text.first, quote == "\"" || quote == "`" else {
            let end = untilEquals ? text.firstIndex(of: "=") : text.endIndex
            guard let end else { return nil }
            defer { text = text[end...] }
            return String(text[..<end])
        }
        text.removeFirst()
        var word = ""
        while let character = text.popFirst() {
            if character == quote { return word }
            if character == "\\" && quote == "\"" {
                guard let escaped = text.popFirst() else { return nil }
                word.append(escaped == "n" ? "\n" : escaped == "t" ? "\t" : escaped)
            } else {
                word.append(character)
            }
        }
        return nil
    }
}
