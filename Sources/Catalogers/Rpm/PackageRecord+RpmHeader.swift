internal import Bytes
internal import Inventory

extension PackageRecord {
    /// Makes a record of a package's header; nothing where it has no name or no version.
    ///
    /// - Parameter allowance: bytes that files and capabilities may take up; what they took goes off it, and below zero they end.
    init?(_ header: borrowing RpmHeader, allowance: inout Int) {
        guard let name = header.string(.name), !name.isEmpty, let number = header.string(.version), !number.isEmpty
        else {
            return nil
        }
        let epoch = header.integer(.epoch)
        var version = epoch.map { "\($0):\(number)" } ?? number
        if let release = header.string(.release), !release.isEmpty { version += "-\(release)" }
        self.init(type: .rpm, name: name, version: version)
        architecture = header.string(.architecture) ?? ""
        if let license = header.string(.license), !license.isEmpty { licences = [license] }
        let kept: [(name: String, value: String?)] = [
            (RpmCataloger.Attribute.epoch, epoch.map { String($0) }),
            (RpmCataloger.Attribute.modularityLabel, header.string(.modularityLabel)),
            (RpmCataloger.Attribute.sigMD5, header.hex(.sigMD5)),
            (RpmCataloger.Attribute.size, header.integer(.size).map { String($0) }),
            (RpmCataloger.Attribute.sourceRpm, header.string(.sourceRpm)),
            (RpmCataloger.Attribute.vendor, header.string(.vendor)),
        ]
        for (name, value) in kept {
            // Keys of the rpm database say that they have no source by saying so in words.
            if let value, !value.isEmpty, value != "(none)" { attributes[name] = value }
        }
        source = attributes[RpmCataloger.Attribute.sourceRpm].flatMap(SourcePackage.init(sourceRpm:))
        files = FileList(header, allowance: &allowance)
        provides = Self.capabilities(header.strings(.provideName), except: name, allowance: &allowance)
        dependencies = Self.capabilities(header.strings(.requireName), except: name, allowance: &allowance)
    }

    /// Names of capabilities, each once and sorted, without those that rpm itself stands for.
    private static func capabilities(
        _ names: consuming RpmStrings, except own: String, allowance: inout Int
    ) -> [String] {
        // rpm writes them sorted, one for each version of a name.
        var texts: [String] = []
        var isSorted = true
        while allowance >= 0, let name = names.next() {
            if name.isEmpty || name.hasPrefix("rpmlib(") || name.equals(own.utf8.span) { continue }
            allowance -= name.count + MemoryLayout<String>.stride
            let text = name.text
            if text == texts.last { continue }
            if let last = texts.last, text < last { isSorted = false }
            texts.append(text)
        }
        return isSorted ? texts : Set(texts).sorted()
    }
}
