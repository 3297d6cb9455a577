internal import Inventory
internal import Versions

/// What a PE file's version resource says that the file is.
struct PortableExecutable {
    let resource: VersionResource
    let isAssembly: Bool

    /// The record of the file; nothing where it has no name or no version.
    var record: PackageRecord? {
        let version = version
        guard let name, !version.isEmpty else { return nil }
        var record = PackageRecord(type: isAssembly ? .nuget : .generic, name: name, version: version)
        let said = [
            "assemblyVersion": resource["Assembly Version"], "fileVersion": resource["FileVersion"],
            "company": resource["CompanyName"], "product": resource["ProductName"],
            "internalName": resource["InternalName"],
        ]
        record.attributes = Attributes(said.filter { !$1.isEmpty })
        return record
    }

    /// The product's name; of Microsoft's files the description, since their product is all of .NET or of Windows.
    private var name: String? {
        let isMicrosofts =
            resource["CompanyName"].lowercased().contains("microsoft")
            || resource["ProductName"].lowercased().contains("microsoft")
        let fields = ["FileDescription", "InternalName", "OriginalFilename"]
        let ordered = isMicrosofts ? fields + ["ProductName"] : ["ProductName"] + fields
        return ordered.lazy.map { resource[$0] }.first { !$0.isEmpty }
    }

    /// The package's version where the build left it (`8.0.1+COMMIT`, `8.0.1-preview.2`), else the product's or the file's, whichever
    /// has more numbers.
    private var version: String {
        let product = Self.leadingVersion(resource["ProductVersion"])
        if isAssembly, let plus = product.firstIndex(of: "+"), Self.hasDigit(product[..<plus]) {
            return String(product[..<plus])
        }
        if isAssembly, Self.isPrerelease(product) { return product }
        let file = Self.leadingVersion(resource["FileVersion"])
        if Self.hasDigit(product) && Self.hasDigit(file) && Self.marks(product) == Self.marks(file) {
            return Self.greater(product, file)
        }
        if Self.hasDigit(product) && Self.marks(product) >= Self.marks(file) { return product }
        if Self.hasDigit(file) && Self.marks(file) > 0 { return file }
        if Self.hasDigit(product) { return product }
        return Self.hasDigit(file) ? file : resource.fixedVersion
    }

    /// The words up to the first without a number behind one that has some: `4.7.4076.0` of `4.7.4076.0 built by: X`.
    private static func leadingVersion(_ text: String) -> String {
        var words: [Substring] = []
        for word in text.split(separator: " ") {
            if words.contains(where: hasDigit) && !hasDigit(word) { break }
            words.append(word)
        }
        return words.joined(separator: " ")
    }

    /// The later of two versions; builds often leave one of them as the tools make it.
    private static func greater(_ product: String, _ file: String) -> String {
        do throws(VersionError) {
            return try VersionScheme.nuget.compare(product, file) == .less ? file : product
        } catch {
            return product
        }
    }

    /// Three numbers, and a word behind a hyphen, which only a package's version has.
    private static func isPrerelease(_ text: String) -> Bool {
        guard let hyphen = text.firstIndex(of: "-"), text.index(after: hyphen) < text.endIndex else { return false }
        let numbers = text[..<hyphen].split(separator: ".", omittingEmptySubsequences: false)
        return numbers.count == 3 && !text.contains(" ")
            && numbers.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { $0 &- 0x30 < 10 } }
    }

    private static func hasDigit(_ text: some StringProtocol) -> Bool {
        text.utf8.contains { $0 >= 0x30 && $0 <= 0x39 }
    }

    private static func marks(_ text: String) -> Int { text.utf8.count { $0 == 0x2e || $0 == 0x2c } }
}
