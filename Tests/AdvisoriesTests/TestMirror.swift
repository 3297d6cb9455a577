import Bytes
import Synchronization
import TestSupport

@testable import Advisories

/// A server of the bulk export in memory, which can fail.
final class TestMirror: Fetching {
    struct State {
        var files: [String: [UInt8]] = [:]
        var asked: [String] = []
        /// How many fetches succeed before every one fails.
        var failAfter = Int.max
        /// Whether a failing fetch delivers half of the file first.
        var deliversHalf = false
    }

    struct Failure: Error {}

    private let state = Mutex(State())

    /// What was asked for since the last call, in the order of the names.
    func asked() -> [String] {
        state.withLock { state in
            defer { state.asked = [] }
            return state.asked.sorted()
        }
    }

    func change(_ body: (inout State) -> Void) { state.withLock { body(&$0) } }

    subscript(name: String) -> [UInt8]? {
        get { state.withLock { $0.files[name] } }
        set { state.withLock { $0.files[name] = newValue } }
    }

    /// Serves an ecosystem's records, the newest first.
    func serve(_ ecosystem: String, _ records: [(id: String, modified: String, json: String)]) {
        let sorted = records.sorted { $0.modified > $1.modified }
        self["\(ecosystem)/modified_id.csv"] = Array(sorted.map { "\($0.modified)Z,\($0.id)\n" }.joined().utf8)
        self["\(ecosystem)/all.zip"] = Records.archive(sorted.map { ($0.id, $0.json) })
        for record in records { self["\(ecosystem)/\(record.id).json"] = Array(record.json.utf8) }
    }

    func fetch(
        _ path: [String], unless known: Validator, onLength: (UInt64) -> Void,
        into sink: (Span<UInt8>) throws -> Void
    ) throws -> Fetched {
        let name = path.joined(separator: "/")
        let (content, isFailing, deliversHalf) = state.withLock { state in
            state.asked.append(name)
            state.failAfter -= 1
            return (state.files[name], state.failAfter < 0, state.deliversHalf)
        }
        if isFailing && !deliversHalf { throw Failure() }
        guard let content else { return .missing }
        let tag = "\"\(Digest(of: content).hex.prefix(16))\""
        if known.entityTag == tag { return .notModified }
        if isFailing {
            try sink(Array(content.prefix(content.count / 2)).span)
            throw Failure()
        }
        onLength(UInt64(content.count))
        try sink(content.span)
        return .content(Validator(entityTag: tag))
    }
}
