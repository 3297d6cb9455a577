internal import JSON
internal import XML
internal import YAML

extension JSONValue {
    /// Reads a whole file, which people know by the name given.
    init(_ bytes: Span<UInt8>, of file: String) throws(CatalogerError) {
        do throws(JSONError) {
            // Some programs of Windows put a byte order mark before.
            self = try JSONValue(bytes.extracting((bytes.hasByteOrderMark ? 3 : 0)..<bytes.count))
        } catch {
            guard error.code != .tooLarge else {
                throw CatalogerError(.tooLarge, "\(file) is larger than any that people write: \(error)")
            }
            throw CatalogerError(.malformed, "\(file) is no valid JSON", at: error.offset)
        }
    }
}

extension TOMLValue {
    /// Reads a whole file.
    init(_ bytes: Span<UInt8>, of file: String) throws(CatalogerError) {
        do throws(TOMLError) {
            self = try TOMLValue(bytes)
        } catch {
            throw CatalogerError(.malformed, "\(file) is no valid TOML", at: error.offset)
        }
    }
}

extension XMLElement {
    /// Reads a whole file.
    init(_ bytes: Span<UInt8>, of file: String) throws(CatalogerError) {
        do throws(XMLError) {
            self = try XMLElement(bytes)
        } catch {
            throw CatalogerError(.malformed, "\(file) cannot be read: \(error)")
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

extension Span where Element == UInt8 {
    fileprivate var hasByteOrderMark: Bool { count >= 3 && self[0] == 0xef && self[1] == 0xbb && self[2] == 0xbf }
}
