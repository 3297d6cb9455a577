internal import Inventory

/// Who supplies a package, as far as anything in the image says it.
struct Supplier: Equatable {
    var isPerson = false
    var name: String
    var email = ""

    init(organization: String) { name = organization }

    /// Reads `Jane Doe <jane@example.org>`, of several the first; words of groups make it an organisation.
    init?(contact: String) {
        var contact = contact
        if contact.utf8.count(where: { $0 == 0x3c }) > 1, let end = contact.firstIndex(of: ">") {
            contact = String(contact[...end])
        }
        var name = contact[...]
        if let open = contact.lastIndex(of: "<") {
            name = contact[..<open]
            email = String(contact[contact.index(after: open)...].prefix { $0 != ">" && !$0.isWhitespace })
            if !email.contains("@") { email = "" }
        }
        let words = name.split(whereSeparator: \.isWhitespace)
        guard !words.isEmpty else { return nil }
        self.name = words.joined(separator: " ")
        let groups = [
            "team", "maintainers", "developers", "group", "packagers", "project", "inc", "inc.", "ltd", "gmbh",
            "foundation",
            "software", "community", "hat", "llc", "corporation", "os", "linux",
        ]
        isPerson = !email.isEmpty && !words.contains { groups.contains($0.lowercased()) }
    }
}

extension Supplier {
    /// Reads SPDX's form: `Person: Jane Doe (jane@example.org)`.
    init?(spdx text: String) {
        guard let kind = ["Person: ", "Organization: "].first(where: text.hasPrefix) else { return nil }
        let rest = text.dropFirst(kind.utf8.count)
        let open = rest.lastIndex(of: "(")
        self.init(organization: PropertyText.line(String(open.map { rest[..<$0] } ?? rest)))
        isPerson = kind == "Person: "
        email = open.map { String(rest[rest.index(after: $0)...].prefix { $0 != ")" }) } ?? ""
        if name.isEmpty { return nil }
    }

    /// Name and address as people write them: `Jane Doe <jane@example.org>`.
    var contact: String { email.isEmpty ? name : "\(name) <\(email)>" }
}

/// The suppliers of a bill's packages.
///
/// | packages | supplier |
/// |---|---|
/// | that name a maintainer or vendor | that one |
/// | of an application that a distribution's package owns | the owner's |
/// | of a distribution | the distribution |
/// | Go modules | the host and owner in their path; of the standard library, Go |
/// | of Maven, Composer, npm with a scope | the group, the vendor, the scope: names that belong to who publishes under them |
/// | others | who supplies the image with all that is in it; where nobody says, `NOASSERTION` |
struct SupplierTable {
    private let packages: [Package]
    private let owners: [Int?]
    private let distribution: String
    private let image: Supplier?

    init(_ bill: Bill, _ graph: BillGraph) {
        packages = bill.inventory.packages
        owners = graph.owners
        image = bill.supplier.isEmpty ? nil : Supplier(contact: bill.supplier)
        let found = bill.inventory.distribution
        distribution = found?.fields["NAME"] ?? found.map { $0.prettyName.isEmpty ? $0.id : $0.prettyName } ?? ""
    }

    subscript(index: Int) -> Supplier? {
        own(index) ?? owners[index].flatMap(own) ?? image
    }

    private func own(_ index: Int) -> Supplier? {
        let package = packages[index]
        if let contact = ["maintainer", "vendor", "author", "packager"].lazy.compactMap({ package.attributes[$0] })
            .first,
            let found = Supplier(contact: contact)
        {
            return found
        }
        switch package.type {
        case .deb, .apk, .rpm: return distribution.isEmpty ? nil : Supplier(organization: distribution)
        case .golang where owners[index] == nil:
            if package.name == "stdlib" { return Supplier(organization: "The Go project") }
            let path = package.name.split(separator: "/").prefix(2).joined(separator: "/")
            return path.contains(".") ? Supplier(organization: path) : nil
        case .maven: return publisher(of: package.name, before: 0x3a)
        case .composer: return publisher(of: package.name, before: 0x2f)
        case .npm where package.name.hasPrefix("@"):
            return publisher(of: String(package.name.dropFirst()), before: 0x2f)
        default: return nil
        }
    }

    /// The part of a name that belongs to who publishes under it.
    private func publisher(of name: String, before mark: UInt8) -> Supplier? {
        guard let end = name.utf8.firstIndex(of: mark), end > name.startIndex else { return nil }
        return Supplier(organization: String(name[..<end]))
    }
}
