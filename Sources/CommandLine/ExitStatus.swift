internal import ArgumentParser
internal import Glibc
internal import Platform

/// How the program ends: the one place that knows exit codes.
enum ExitStatus: Error {
    /// The job was done, and what was asked for holds.
    case passed
    /// The job could not be done, for this reason.
    case failed(String)
    /// The job was done, and the image fails the threshold.
    case refused
    /// A container ended with this code.
    case container(Int32)
    /// A container could not be started, for this reason.
    case notStarted(String)
    /// The arguments ask for a text of the argument parser's own: help, the version, or what is wrong with them.
    case text(String, code: Int32)

    /// Maps an error of any module.
    ///
    /// - Parameter words: the command line.
    /// - Parameter origins: where options are set that the command line does not have.
    init(_ error: any Error, of words: [String], origins: [String]) {
        let parser = Hullmark.exitCode(for: error)
        let code: Int32 = words.first == "run" ? 125 : 1
        if parser == .success || error is CleanExit {
            self = .text(Hullmark.fullMessage(for: error), code: parser == .success ? 0 : code)
        } else if parser == .validationFailure {
            self = .text(UsageError(error, of: words, origins: origins).text, code: code)
        } else {
            self = .failed("\(error)")
        }
    }

    /// 0, 1 or 2, or a container's own.
    ///
    /// Wrong arguments are a job that could not be done; a container that could not be started has 125, as other engines have it.
    var code: Int32 {
        switch self {
        case .passed: 0
        case .failed: 1
        case .refused: 2
        case .container(let code): code
        case .notStarted: 125
        case .text(_, let code): code
        }
    }
}

/// Ends the process, saying why where there is something to say.
func exit(with status: ExitStatus) -> Never {
    // Nobody is left to be told when the standard streams fail here.
    switch status {
    case .passed, .refused, .container: break
    case .failed(let message), .notStarted(let message):
        _ = try? StandardStream.error.write("hullmark: \(Printable.line(message))\n")
    case .text(let text, let code):
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map {
            Printable.line(String($0)) + "\n"
        }
        _ = try? (code == 0 ? StandardStream.output : .error).write(lines.joined())
    }
    Glibc.exit(status.code)
}
