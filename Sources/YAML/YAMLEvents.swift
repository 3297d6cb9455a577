internal import CYAML

/// LibYAML's parser over bytes that stay where they are: a stream of events.
struct YAMLEvents: ~Copyable {
    /// One event and the line that it stands in.
    struct Event {
        let kind: Kind
        let line: Int
    }

    /// What happens in a stream, as far as it makes nodes.
    enum Kind {
        case scalar(String, isPlain: Bool, anchor: String?)
        case begin(isMapping: Bool, anchor: String?)
        case end
        case alias(String)
        case documentEnd
        case other
    }

    private let parser: UnsafeMutablePointer<yaml_parser_t>

    /// - Parameter bytes: must stay valid as long as the parser lives.
    init?(_ bytes: UnsafeBufferPointer<UInt8>) {
        // The parser keeps its own address.
        parser = .allocate(capacity: 1)
        parser.initialize(to: yaml_parser_t())
        guard yaml_parser_initialize(parser) == 1 else {
            parser.deallocate()
            return nil
        }
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        let isMarked = bytes.starts(with: [0xef, 0xbb, 0xbf])
        let rest = UnsafeBufferPointer(rebasing: bytes.dropFirst(isMarked ? 3 : 0))
        yaml_parser_set_input_string(parser, rest.baseAddress, rest.count)
    }

    deinit {
        yaml_parser_delete(parser)
        parser.deallocate()
    }

    /// The next event, or nothing at the stream's end.
    func next() throws(YAMLError) -> Event? {
        var event = yaml_event_t()
        guard yaml_parser_parse(parser, &event) == 1 else {
            throw YAMLError(.malformed, line: Int(truncatingIfNeeded: parser.pointee.problem_mark.line) &+ 1)
        }
        defer { yaml_event_delete(&event) }
        let line = Int(truncatingIfNeeded: event.start_mark.line) &+ 1
        switch event.type {
        case YAML_STREAM_END_EVENT, YAML_NO_EVENT: return nil
        case YAML_DOCUMENT_END_EVENT: return Event(kind: .documentEnd, line: line)
        case YAML_SCALAR_EVENT:
            let scalar = event.data.scalar
            let text = String(decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
            return Event(
                kind: .scalar(
                    text, isPlain: scalar.style == YAML_PLAIN_SCALAR_STYLE, anchor: Self.text(scalar.anchor)),
                line: line)
        case YAML_SEQUENCE_START_EVENT:
            return Event(
                kind: .begin(isMapping: false, anchor: Self.text(event.data.sequence_start.anchor)), line: line)
        case YAML_MAPPING_START_EVENT:
            return Event(kind: .begin(isMapping: true, anchor: Self.text(event.data.mapping_start.anchor)), line: line)
        case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: return Event(kind: .end, line: line)
        case YAML_ALIAS_EVENT:
            return Event(kind: .alias(Self.text(event.data.alias.anchor) ?? ""), line: line)
        default: return Event(kind: .other, line: line)
        }
    }

    private static func text(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
        pointer.map { String(cString: $0) }
    }
}
