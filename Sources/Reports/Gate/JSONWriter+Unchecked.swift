internal import JSON

extension JSONWriter {
    /// An object with the `kind` and the `reason` of what was not checked.
    mutating func write(_ gap: Unchecked) {
        object { writer in
            writer.member("kind", gap.kind.rawValue)
            writer.member("reason", gap.reason)
        }
    }
}
