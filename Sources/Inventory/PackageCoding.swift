package import Bytes

/// Packages and distributions as bytes, for the layer cache: lengths as LEB128 before texts and lists, what may be missing as a count of 0 or 1.
extension Package {
    package func encode(into writer: inout ByteWriter) {
        var record = PackageRecord(type: type, name: name, version: version)
        record.architecture = architecture
        record.source = source
        record.licences = licences
        record.files = files
        record.dependencies = dependencies
        record.provides = provides
        record.attributes = attributes
        record.encode(into: &writer)
        writer.append(text: purl.description)
        writer.append(varint: layer)
        writer.append(texts: locations)
        writer.append(text: cataloger)
        writer.append(varint: digests.packed.count)
        writer.append(contentsOf: digests.packed)
        writer.append(texts: owner.map { [$0.description] } ?? [])
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        let record = try PackageRecord(from: &reader)
        let purl = PackageURL(written: try reader.text())
        let layer = try reader.varint()
        let locations = try reader.texts()
        self.init(record, purl: purl, layer: layer, locations: locations, cataloger: try reader.text())
        digests = try FileList(from: &reader)
        owner = try reader.texts().first.map { PackageURL(written: $0) }
    }
}

extension Distribution {
    package func encode(into writer: inout ByteWriter) {
        for text in [id, versionID, prettyName, codename] { writer.append(text: text) }
        writer.append(texts: like)
        writer.append(texts: fields)
    }

    package init(from reader: inout ByteReader) throws(ByteError) {
        id = try reader.text()
        versionID = try reader.text()
        prettyName = try reader.text()
        codename = try reader.text()
        like = try reader.texts()
        fields = try reader.pairs()
    }
}

extension PackageURL {
    /// Takes the canonical form, as this program wrote it.
    fileprivate init(written text: String) { description = text }
}
