package import JSON

/// How much of a resource the container may take.
package struct ResourceRule: Rule {
    package static let noun = "resource"
    package static let keys = ["resource", "limit"]

    /// What is limited, and the unit of its limit.
    package enum Resource: String, Sendable, CaseIterable {
        /// Bytes of memory, page cache included.
        case memory
        /// Thousandths of a processor's time; in a document processors, as `1.5`.
        case cpus
        /// Processes and threads.
        case pids
        /// File descriptors that a process may have open.
        case descriptors
        /// Bytes that the container may write to its own layer.
        case disk
    }

    package var resource: Resource
    /// The most, in the resource's unit.
    package var limit: Int

    package init(_ resource: Resource, limit: Int) {
        self.resource = resource
        self.limit = limit
    }

    package init(_ fields: Fields) throws(ProfileError) {
        resource = try fields.choice("resource", of: Resource.allCases)
        switch resource {
        case .cpus: limit = try fields.thousandths("limit", upTo: 1 << 16)
        case .memory, .disk: limit = try fields.integer("limit", in: 1...(1 << 50))
        case .pids, .descriptors: limit = try fields.integer("limit", in: 1...(1 << 22))
        }
    }

    package var members: [JSONValue.Member] {
        [.init("resource", .string(resource.rawValue)), .init("limit", .number(limitText))]
    }

    private var limitText: String {
        resource == .cpus ? Self.decimal(JSONWriter.fixed(Double(limit) / 1000, decimals: 3)) : "\(limit)"
    }

    /// A decimal number without zeros at its end.
    static func decimal(_ text: String) -> String {
        guard text.contains(".") else { return text }
        var rest = text[...]
        while rest.last == "0" { rest.removeLast() }
        if rest.last == "." { rest.removeLast() }
        return String(rest)
    }

    package var identity: String { resource.rawValue }

    package func united(with other: ResourceRule) -> ResourceRule { limit >= other.limit ? self : other }

    package func covers(_ other: ResourceRule) -> Bool { resource == other.resource && limit >= other.limit }

    package var summary: String { "\(resource.rawValue) up to \(limitText)" }
}
