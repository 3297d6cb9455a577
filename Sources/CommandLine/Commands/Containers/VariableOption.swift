internal import Platform
internal import Runtime

/// Variables as the command line has them.
enum VariableOption {
    /// `NAME=VALUE` texts of what was said; a name alone has the value that it has here, and none where it has none.
    static func values(of texts: [String]) throws -> [String] {
        try texts.compactMap { text in
            guard let first = text.utf8.first, first != 0x3d else {
                throw RuntimeError(.invalid, "invalid variable \"\(text)\"; write NAME=VALUE, or NAME")
            }
            return text.contains("=") ? text : environment(text).map { "\(text)=\($0)" }
        }
    }
}
