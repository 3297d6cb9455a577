internal import JSON
internal import YAML

extension JSONValue {
    /// Reads a whole file, which people know by the name given.
    init(_ bytes: Span<UInt8>, of file: String) throws(CatalogerError) {
        do throws(JSONError) {
            self = try JSONValue(bytes)
        } catch {
            throw CatalogerError(.malformed, "\(file) is no valid JSON", at: error.offset)
        }
    }
}

extension YAMLNode {
    /// Reads a file's first document.
    init(_ bytes: Span<UInt8>, of file: String) throws(CatalogerError) {
        do throws(YAMLError) {
            self = try YAMLNode(bytes)
        } catch {
            throw CatalogerError(yaml: error, of: file)
        }
    }

    /// The names of a mapping's members.
    var keys: [String] { members.map(\.key) }
}

extension CatalogerError {
    init(yaml error: YAMLError, of file: String) {
        switch error.code {
        case .malformed: self.init(.malformed, "\(file) is no valid YAML (line \(error.line))")
        case .tooDeep, .tooLarge: self.init(.tooLarge, "\(file) is larger than any that people write: \(error)")
        }
    }
}
