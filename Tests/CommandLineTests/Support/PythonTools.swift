import Platform
import TestSupport

/// Programs that `Scripts/setup.sh` installs for the tests, into a Python environment of the project's own.
enum PythonTools {
    /// The peer that tests compare with; nothing where it is not installed.
    static let syft: String? = find("syft") ?? RunningProgram.path("syft")

    /// A Python that has the validators; nothing where they are not installed.
    static let python: String? = {
        guard let path = find("python3") else { return nil }
        do {
            return try ChildProcess.run(path, ["-c", "import jsonschema"]).end == .exited(0) ? path : nil
        } catch {
            return nil
        }
    }()

    private static func find(_ name: String) -> String? {
        ChildProcess.find(name, searchPath: "\(projectFolder)/.cache/venv/bin")
    }
}
