package import Bytes

/// Evidence as bytes, for the layer cache: lengths as LEB128 before texts and lists, members in their order of declaration.
extension Evidence {
    package func encode(into writer: inout ByteWriter) {
        writer.append(text: cataloger)
        writer.append(text: path)
        writer.append(text: kind)
        writer.append(varint: records.count)
        writer.append(varint: records.size)
        writer.append(contentsOf: records.packed)
        writer.append(texts: attributes)
        writer.append(texts: problems)
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        cataloger = try reader.text()
        path = try reader.text()
        kind = try reader.text()
        let count = try reader.count()
        let size = try reader.varint()
        records = PackageRecords(packed: try reader.take(size).array, count: count)
        attributes = try reader.pairs()
        problems = try reader.texts()
    }
}

extension PackageRecord {
    func encode(into writer: inout ByteWriter) {
        writer.append(text: type.rawValue)
        writer.append(text: name)
        writer.append(text: version)
        writer.append(text: architecture)
        writer.append(source == nil ? 0 : 1)
        if let source {
            writer.append(text: source.name)
            writer.append(text: source.version)
        }
        writer.append(texts: licences)
        writer.append(varint: files.packed.count)
        writer.append(contentsOf: files.packed)
        writer.append(texts: dependencies)
        writer.append(texts: provides)
        writer.append(varint: attributes.packed.count)
        writer.append(contentsOf: attributes.packed)
    }

    init(from reader: inout ByteReader) throws(ByteError) {
        type = PackageType(rawValue: try reader.text())
        name = try reader.text()
        version = try reader.text()
        architecture = try reader.text()
        if try reader.byte() == 1 {
            let name = try reader.text()
            source = SourcePackage(name: name, version: try reader.text())
        }
        licences = try reader.texts()
        files = try FileList(from: &reader)
        dependencies = try reader.texts()
        provides = try reader.texts()
        let size = try reader.varint()
        attributes = Attributes(packed: try reader.take(size).array)
    }
}

extension FileList {
    init(from reader: inout ByteReader) throws(ByteError) {
        let length = try reader.varint()
        guard let list = FileList(packed: try reader.take(length).array) else {
            throw ByteError(.malformed, at: reader.offset)
        }
        self = list
    }
}

extension ByteWriter {
    package mutating func append(texts pairs: [String: String]) {
        append(varint: pairs.count)
        for (key, value) in pairs.sorted(by: { $0.key < $1.key }) {
            append(text: key)
            append(text: value)
        }
    }
}

extension ByteReader {
    @_lifetime(self: copy self)
    package mutating func pairs() throws(ByteError) -> [String: String] {
        let count = try count()
        var pairs: [String: String] = [:]
        for _ in 0..<count {
            let key = try text()
            pairs[key] = try text()
        }
        return pairs
    }
}
