internal import Bytes

/// What tells a server which state of a file is known already (RFC 9110, section 8.8).
package struct Validator: Sendable, Equatable {
    package var entityTag: String
    package var lastModified: String

    package init(entityTag: String = "", lastModified: String = "") {
        self.entityTag = entityTag
        self.lastModified = lastModified
    }

    package var isEmpty: Bool { entityTag.isEmpty && lastModified.isEmpty }
}

/// What came of asking for a file.
package enum Fetched: Sendable, Equatable {
    /// It was delivered whole, in this state.
    case content(Validator)
    /// It is still in the state that was known.
    case notModified
    /// There is no such file.
    case missing
}

/// Where the updater gets its files: a server, or a test's list of files.
package protocol Fetching: Sendable {
    /// Delivers a file below the base address to a sink, unless it is still in the state that is known.
    ///
    /// An error means that it was not delivered whole; the sink may have been given a part.
    ///
    /// - Parameter onLength: receives the file's length before its first byte, where the server states it.
    func fetch(
        _ path: [String], unless known: Validator, onLength: (UInt64) -> Void, into sink: (Span<UInt8>) throws -> Void
    ) throws -> Fetched
}

extension Fetching {
    /// The ecosystems that the server has, without their releases.
    package func ecosystems() throws(AdvisoryError) -> Set<String> {
        let (_, bytes) = try bytes(["ecosystems.txt"], limit: 1 << 20)
        return Set(EcosystemList.read(bytes.span).map { Ecosystem.base($0) })
    }

    /// A small file's bytes, in memory.
    func bytes(
        _ path: [String], unless known: Validator = Validator(), limit: Int
    ) throws(AdvisoryError) -> (Fetched, [UInt8]) {
        var writer = ByteWriter()
        let outcome: Fetched
        do {
            outcome = try fetch(path, unless: known, onLength: { _ in }) { part in
                guard part.count <= limit - writer.bytes.count else {
                    throw AdvisoryError(
                        .unreachable, "it is larger than \(limit) bytes", subject: path.joined(separator: "/"))
                }
                writer.append(contentsOf: part.array)
            }
        } catch {
            throw AdvisoryError(wrapping: error, path)
        }
        return (outcome, writer.bytes)
    }
}

extension AdvisoryError {
    /// What a fetch failed with, as this module's error.
    init(wrapping error: any Error, _ path: [String]) {
        self =
            error as? AdvisoryError
            ?? AdvisoryError(.unreachable, "\(error)", subject: path.joined(separator: "/"))
    }
}
