internal import XML

/// CycloneDX 1.6 in XML.
struct CycloneDXXML: BillFormat {
    private static let namespace = "http://cyclonedx.org/schema/bom/1.6"

    let name = "cyclonedx-xml"

    func write(_ bill: Bill) -> [UInt8] {
        let document = CycloneDX(bill, format: name, survivor: PropertyText.line)
        var writer = XMLWriter()
        let attributes = [
            (name: "xmlns", value: Self.namespace), (name: "serialNumber", value: document.serialNumber),
            (name: "version", value: "1"),
        ]
        writer.element("bom", attributes) { writer in
            writer.element("metadata") { writer in write(metadataOf: document, &writer) }
            writer.element("components") { writer in
                for component in document.components { write(component, &writer) }
            }
            writer.element("dependencies") { writer in
                for dependency in document.dependencies {
                    writer.element("dependency", [("ref", dependency.reference)]) { writer in
                        for need in dependency.needs { writer.element("dependency", [("ref", need)]) { _ in } }
                    }
                }
            }
            if let isComplete = document.isComplete {
                writer.element("compositions") { writer in
                    writer.element("composition") { writer in
                        writer.element("aggregate", text: isComplete ? "complete" : "incomplete")
                        writer.element("assemblies") { writer in
                            writer.element("assembly", [("ref", document.subject.reference)]) { _ in }
                        }
                    }
                }
            }
        }
        return writer.bytes
    }

    func recognises(_ content: BillContent) -> Bool {
        guard let root = content.xml else { return false }
        return root.name == "bom" && root.namespace.hasPrefix("http://cyclonedx.org/schema/bom/")
    }

    func read(_ content: BillContent) throws(BillError) -> Bill {
        guard let root = content.xml else { throw BillError(.malformed, "a CycloneDX bill that is no XML") }
        var document = CycloneDX()
        let metadata = root.first("metadata")
        document.timestamp = metadata?.first("timestamp")?.text ?? ""
        if let supplier = metadata?.first("supplier"), let name = supplier.first("name")?.text, !name.isEmpty {
            document.supplier = Supplier(organization: name)
            document.supplier?.email = supplier.first("contact")?.first("email")?.text ?? ""
        }
        let tools = metadata?.first("tools")
        let tool = tools?.first("components")?.first("component") ?? tools?.first("tool")
        document.tool = Bill.Tool(
            name: tool?.first("name")?.text ?? "unknown", version: tool?.first("version")?.text ?? "")
        var count = ComponentCount()
        if let subject = metadata?.first("component") { document.subject = try component(subject, &count) }
        document.properties = properties(metadata)
        document.components = try components(root.first("components"), &count)
        document.dependencies = (root.first("dependencies")?.all("dependency") ?? []).map { element in
            CycloneDX.Dependency(
                reference: element["ref"] ?? "", needs: element.all("dependency").compactMap { $0["ref"] })
        }
        document.strange = count.strange
        return try document.bill
    }

    /// - Parameter count: the components of the document so far.
    private func components(
        _ element: XMLElement?, _ count: inout ComponentCount
    ) throws(BillError) -> [CycloneDX.Component] {
        let elements = element?.all("component") ?? []
        count.strange += (element?.children.count ?? 0) - elements.count
        count.all += elements.count
        try BillLimits.check(count.all, "components")
        var components: [CycloneDX.Component] = []
        components.reserveCapacity(elements.count)
        for element in elements {
            let component = try component(element, &count)
            if component.name.isEmpty { count.strange += 1 }
            components.append(component)
        }
        return components
    }

    private func component(_ element: XMLElement, _ count: inout ComponentCount) throws(BillError)
        -> CycloneDX.Component
    {
        var component = CycloneDX.Component(type: element["type"] ?? "", reference: element["bom-ref"] ?? "")
        // One pass, since a component may hold thousands of files.
        for child in element.children {
            switch child.name {
            case "group": component.group = child.text
            case "name": component.name = child.text
            case "version": component.version = child.text
            case "description": component.description = child.text
            case "cpe": component.cpe = child.text
            case "purl": component.purl = child.text
            case "hashes":
                component.hashes = child.all("hash").map {
                    CycloneDX.Hash(algorithm: $0["alg"] ?? "", value: $0.text)
                }
            case "externalReferences":
                for reference in child.all("reference") {
                    component.take(reference: reference["type"] ?? "", reference.first("url")?.text ?? "")
                }
            case "licenses": component.licences = child.children.compactMap(licence)
            case "pedigree":
                component.ancestors = (child.first("ancestors")?.all("component") ?? []).prefix(1).map { ancestor in
                    var component = CycloneDX.Component()
                    component.name = ancestor.first("name")?.text ?? ""
                    component.version = ancestor.first("version")?.text ?? ""
                    return component
                }
            case "components": component.components = try components(child, &count)
            case "evidence":
                component.occurrences = (child.first("occurrences")?.all("occurrence") ?? []).compactMap {
                    $0.first("location")?.text
                }
            case "properties": component.properties = properties(element)
            default: continue
            }
        }
        return component
    }

    private func licence(_ element: XMLElement) -> CycloneDX.Licence? {
        if element.name == "expression" { return .expression(element.text) }
        if let identifier = element.first("id") { return .identifier(identifier.text) }
        return element.first("name").map { .name($0.text) }
    }

    private func properties(_ element: XMLElement?) -> [Property] {
        (element?.first("properties")?.all("property") ?? []).compactMap { property in
            property["name"].map { Property($0, property.text) }
        }
    }
}

extension CycloneDXXML {
    private func write(metadataOf document: CycloneDX, _ writer: inout XMLWriter) {
        writer.element("timestamp", text: document.timestamp)
        writer.element("tools") { writer in
            writer.element("components") { writer in
                writer.element("component", [("type", "application")]) { writer in
                    writer.element("name", text: document.tool.name)
                    writer.element("version", text: document.tool.version)
                }
            }
        }
        write(document.subject, &writer)
        if let supplier = document.supplier { write(supplier, &writer) }
        write(document.properties, &writer)
    }

    /// The elements stand in the order that the schema demands.
    private func write(_ component: CycloneDX.Component, _ writer: inout XMLWriter) {
        var attributes = [(name: "type", value: component.type)]
        if !component.reference.isEmpty { attributes.append(("bom-ref", component.reference)) }
        writer.element("component", attributes) { writer in
            if let supplier = component.supplier { write(supplier, &writer) }
            writeList("authors", [component.author].compactMap(\.self), &writer) { author, writer in
                writer.element("author") { writer in
                    writer.element("name", text: author.name)
                    writer.element(ifPresent: "email", author.email)
                }
            }
            writer.element(ifPresent: "group", component.group)
            writer.element("name", text: component.name)
            writer.element(ifPresent: "version", component.version)
            writer.element(ifPresent: "description", component.description)
            writeList("hashes", component.hashes, &writer) { hash, writer in
                writer.element("hash", [("alg", hash.algorithm)], text: hash.value)
            }
            writeList("licenses", component.licences, &writer, write)
            writer.element(ifPresent: "cpe", component.cpe)
            writer.element(ifPresent: "purl", component.purl)
            if !component.ancestors.isEmpty {
                writer.element("pedigree") { writer in
                    writeList("ancestors", component.ancestors, &writer, write)
                }
            }
            writeList("externalReferences", component.references, &writer) { reference, writer in
                writer.element("reference", [("type", reference.type)]) { writer in
                    writer.element("url", text: reference.url)
                }
            }
            write(component.properties, &writer)
            writeList("components", component.components, &writer, write)
            if !component.occurrences.isEmpty {
                writer.element("evidence") { writer in
                    writeList("occurrences", component.occurrences, &writer) { place, writer in
                        writer.element("occurrence") { writer in writer.element("location", text: place) }
                    }
                }
            }
        }
    }

    private func write(_ supplier: Supplier, _ writer: inout XMLWriter) {
        writer.element("supplier") { writer in
            writer.element("name", text: supplier.name)
            guard !supplier.email.isEmpty else { return }
            writer.element("contact") { writer in writer.element("email", text: supplier.email) }
        }
    }

    private func write(_ licence: CycloneDX.Licence, _ writer: inout XMLWriter) {
        let declared = [(name: "acknowledgement", value: "declared")]
        switch licence {
        case .expression(let text): writer.element("expression", declared, text: text)
        case .identifier(let text):
            writer.element("license", declared) { writer in writer.element("id", text: text) }
        case .name(let text):
            writer.element("license", declared) { writer in writer.element("name", text: text) }
        }
    }

    private func write(_ properties: [Property], _ writer: inout XMLWriter) {
        writeList("properties", properties, &writer) { property, writer in
            writer.element("property", [("name", property.name)], text: property.value)
        }
    }

    /// An element around others, left out where it would be empty.
    private func writeList<Element>(
        _ name: String, _ elements: [Element], _ writer: inout XMLWriter, _ body: (Element, inout XMLWriter) -> Void
    ) {
        guard !elements.isEmpty else { return }
        writer.element(name) { writer in for element in elements { body(element, &writer) } }
    }
}
