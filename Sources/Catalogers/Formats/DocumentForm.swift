internal import JSON
internal import YAML

/// The forms that values of documents have, as people call them.
enum DocumentForm: String {
    case object = "an object"
    case list = "a list"
    case text = "a text"
    case number = "a number"
    case truth = "a truth value"
    case nothing = "nothing"
}

/// A value of a document whose format says of what form it is: one of another form is told, and never taken for an empty one.
protocol DocumentValue {
    var form: DocumentForm { get }
    subscript(name: String) -> Self? { get }
}

extension DocumentValue {
    /// Refuses a document that as a whole is of another form than its format has.
    func expect(_ wanted: DocumentForm, _ file: String = "the lock file") throws(CatalogerError) {
        guard form == wanted else {
            throw CatalogerError(.malformed, "\(file) is \(form.rawValue), where \(wanted.rawValue) belongs")
        }
    }

    /// A member that the format demands.
    func member(_ name: String, _ wanted: DocumentForm, of file: String = "the lock file") throws(CatalogerError)
        -> Self
    {
        guard let value = try member(ifPresent: name, wanted, of: file) else {
            throw CatalogerError(.malformed, "\(file) has no \"\(name)\"; it may be cut, or something else")
        }
        return value
    }

    /// A member that the format may have.
    func member(
        ifPresent name: String, _ wanted: DocumentForm, of file: String = "the lock file"
    ) throws(CatalogerError) -> Self? {
        guard let value = self[name], value.form != .nothing else { return nil }
        guard value.form == wanted else {
            throw CatalogerError(
                .malformed, "\"\(name)\" of \(file) is \(value.form.rawValue), where \(wanted.rawValue) belongs")
        }
        return value
    }
}

extension JSONValue: DocumentValue {
    var form: DocumentForm {
        switch self {
        case .null: .nothing
        case .bool: .truth
        case .number: .number
        case .string: .text
        case .array: .list
        case .object: .object
        }
    }
}

extension YAMLNode: DocumentValue {
    var form: DocumentForm {
        switch self {
        case .scalar: text == nil ? .nothing : .text
        case .sequence: .list
        case .mapping: .object
        }
    }
}

extension TOMLValue: DocumentValue {
    var form: DocumentForm {
        switch self {
        case .string, .date: .text
        case .integer, .float: .number
        case .boolean: .truth
        case .array: .list
        case .table: .object
        }
    }
}
