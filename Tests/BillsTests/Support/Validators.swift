import Platform
import TestSupport

/// The official validators, in the tests' own Python environment.
enum Validators {
    private static let environment = "\(projectFolder)/.cache/venv"

    /// Whether `Scripts/setup.sh test` could install them.
    static let areInstalled: Bool = {
        let isThere = (try? FileStatus(of: "\(environment)/tools")) != nil
        if !isThere { print("bills: left out what the official validators check, since they are not installed") }
        return isThere
    }()

    /// What they complain of; nothing where a bill is valid.
    ///
    /// - Parameter minimum: whether SPDX bills must have NTIA's minimum elements.
    static func complaints(_ format: String, _ path: String, minimum: Bool = false) throws -> String {
        let arguments =
            ["\(projectFolder)/Scripts/validate-bill.py"] + (minimum ? ["--ntia"] : []) + ["\(format)=\(path)"]
        let run = try ChildProcess.run(
            "\(environment)/bin/python", arguments, outputLimit: 1 << 20, timeout: .seconds(300))
        return run.end == .exited(0) ? "" : "\(run.end): \(String(decoding: run.output, as: UTF8.self))"
    }
}
