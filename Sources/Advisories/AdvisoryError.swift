/// Why advisories could not be read, built or fetched.
package struct AdvisoryError: Error, Equatable, CustomStringConvertible {
    /// What was wrong.
    package enum Code: Sendable {
        /// A record is no JSON, or lacks what every record must have.
        case malformedRecord
        /// A source of records (a folder, an archive, a list) cannot be read.
        case unreadableSource
        /// A source gave nothing, which is never taken for "there are no vulnerabilities".
        case emptySource
        /// The bytes of a shard, an index or a snapshot contradict the format.
        case brokenDatabase
        /// It was written by another version of the program.
        case unknownVersion
        /// There is no database at that place.
        case notFound
        /// It could not be written.
        case unwritable
        /// The server did not answer, or not with what was asked for.
        case unreachable
    }

    package let code: Code
    package let message: String
    /// The file, address or record that it was about.
    package let subject: String

    package init(_ code: Code, _ message: String, subject: String) {
        self.code = code
        self.message = message
        self.subject = subject
    }

    package var description: String { "\(subject): \(message)" }

    /// The same of a database's file that is broken or of another version, with what makes it anew; other errors stay as they are.
    ///
    /// - Parameter part: the shard that the file holds; nothing for the index.
    func naming(_ file: String, of part: String? = nil) -> AdvisoryError {
        guard code == .brokenDatabase || code == .unknownVersion else { return self }
        let holds = part.map { ", which holds \($0)," } ?? ""
        return AdvisoryError(
            code,
            "this file of the advisory database\(holds) cannot be used: \(message); hullmark db update or db build makes it anew",
            subject: file)
    }
}
