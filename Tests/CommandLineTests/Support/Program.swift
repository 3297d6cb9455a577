import Glibc
import Platform
import TestSupport

/// The executable that the tests run: the one that was built beside them, or the one that `HULLMARK_TEST_PROGRAM` names.
enum Program {
    /// Its path; an error that says what to do where it is missing.
    static func path() throws -> String {
        if let named = Platform.environment("HULLMARK_TEST_PROGRAM") { return try checked(named) }
        let beside = executable.split(separator: "/").dropLast().joined(separator: "/")
        let path = "/\(beside)/hullmark"
        return try checked(access(path, X_OK) == 0 ? path : "\(projectFolder)/.build/debug/hullmark")
    }

    /// Whether another, powerless user can run it here, which only root can find out.
    static let isRunnableByNobody: Bool = {
        guard Directory.userIdentifier == 0, let switcher = RunningProgram.path("setpriv") else { return false }
        do {
            let arguments = nobody + [try path(), "--version"]
            return try ChildProcess.run(switcher, arguments).end == .exited(0)
        } catch {
            return false
        }
    }()

    /// What makes `setpriv` run a program as nobody.
    static let nobody = ["--reuid=65534", "--regid=65534", "--clear-groups"]

    private static func checked(_ path: String) throws -> String {
        guard access(path, X_OK) == 0 else {
            throw ProgramMissing(description: "\(path) is missing: swift build --product hullmark makes it")
        }
        return path
    }

    /// The path of the running test executable.
    private static var executable: String {
        var buffer = [CChar](repeating: 0, count: 4096)
        let count = max(0, readlink("/proc/self/exe", &buffer, buffer.count - 1))
        return String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}

/// There is nothing to test.
struct ProgramMissing: Error, CustomStringConvertible {
    let description: String
}
