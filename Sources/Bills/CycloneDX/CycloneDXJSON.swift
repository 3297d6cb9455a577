internal import JSON

/// CycloneDX 1.6 in JSON.
struct CycloneDXJSON: BillFormat {
    let name = "cyclonedx-json"

    func write(_ bill: Bill) -> [UInt8] {
        let document = CycloneDX(bill, format: name) { $0 }
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("$schema", "http://cyclonedx.org/schema/bom-1.6.schema.json")
            writer.member("bomFormat", "CycloneDX")
            writer.member("specVersion", CycloneDX.specification)
            writer.member("serialNumber", document.serialNumber)
            writer.member("version", 1)
            writer.object("metadata") { writer in write(metadataOf: document, &writer) }
            writer.array("components") { writer in
                for component in document.components { write(component, &writer) }
            }
            writer.array("dependencies") { writer in
                for dependency in document.dependencies {
                    writer.object { writer in
                        writer.member("ref", dependency.reference)
                        if !dependency.needs.isEmpty { writer.member("dependsOn", dependency.needs) }
                    }
                }
            }
            if let isComplete = document.isComplete {
                writer.array("compositions") { writer in
                    writer.object { writer in
                        writer.member("aggregate", isComplete ? "complete" : "incomplete")
                        writer.member("assemblies", [document.subject.reference])
                    }
                }
            }
        }
        return writer.finish()
    }

    func recognises(_ content: BillContent) -> Bool { content.json?["bomFormat"]?.string == "CycloneDX" }

    func read(_ content: BillContent) throws(BillError) -> Bill {
        guard let json = content.json else { throw BillError(.malformed, "a CycloneDX bill that is no JSON object") }
        var document = CycloneDX()
        let metadata = json["metadata"]
        document.timestamp = metadata?["timestamp"]?.string ?? ""
        if let supplier = metadata?["supplier"], let name = supplier["name"]?.string, !name.isEmpty {
            document.supplier = Supplier(organization: name)
            document.supplier?.email = supplier["contact"]?[0]?["email"]?.string ?? ""
        }
        let tools = metadata?["tools"]?["components"]?[0] ?? metadata?["tools"]?[0]
        document.tool = Bill.Tool(
            name: tools?["name"]?.string ?? "unknown", version: tools?["version"]?.string ?? "")
        var count = ComponentCount()
        if let subject = metadata?["component"] { document.subject = try component(subject, &count) }
        document.properties = properties(metadata?["properties"])
        document.components = try components(json.elements("components"), &count)
        document.dependencies = (json["dependencies"]?.array ?? []).map {
            CycloneDX.Dependency(
                reference: $0["ref"]?.string ?? "", needs: ($0["dependsOn"]?.array ?? []).compactMap(\.string))
        }
        document.strange = count.strange
        return try document.bill
    }

    /// - Parameter count: the components of the document so far.
    private func components(
        _ elements: [JSONValue], _ count: inout ComponentCount
    ) throws(BillError) -> [CycloneDX.Component] {
        count.all += elements.count
        try BillLimits.check(count.all, "components")
        var components: [CycloneDX.Component] = []
        components.reserveCapacity(elements.count)
        for element in elements {
            let version = element["version"]
            // A version of another form would be taken for none.
            let isPlain = element["name"]?.string?.isEmpty == false && (version == nil || version?.string != nil)
            if !isPlain { count.strange += 1 }
            components.append(try component(element, &count))
        }
        return components
    }

    private func component(_ json: JSONValue, _ count: inout ComponentCount) throws(BillError) -> CycloneDX.Component {
        func text(_ name: String) -> String { json[name]?.string ?? "" }
        var component = CycloneDX.Component(type: text("type"), reference: text("bom-ref"))
        component.group = text("group")
        component.name = text("name")
        component.version = text("version")
        component.description = text("description")
        component.cpe = text("cpe")
        component.purl = text("purl")
        component.hashes = (json["hashes"]?.array ?? []).map {
            CycloneDX.Hash(algorithm: $0["alg"]?.string ?? "", value: $0["content"]?.string ?? "")
        }
        for reference in json["externalReferences"]?.array ?? [] {
            component.take(reference: reference["type"]?.string ?? "", reference["url"]?.string ?? "")
        }
        component.licences = (json["licenses"]?.array ?? []).compactMap { choice in
            if let text = choice["expression"]?.string { return .expression(text) }
            if let text = choice["license"]?["id"]?.string { return .identifier(text) }
            return choice["license"]?["name"]?.string.map { .name($0) }
        }
        component.ancestors = (json["pedigree"]?["ancestors"]?.array ?? []).prefix(1).map { ancestor in
            var component = CycloneDX.Component()
            component.name = ancestor["name"]?.string ?? ""
            component.version = ancestor["version"]?.string ?? ""
            return component
        }
        component.occurrences = (json["evidence"]?["occurrences"]?.array ?? []).compactMap { $0["location"]?.string }
        component.components = try components(json.elements("components"), &count)
        component.properties = properties(json["properties"])
        return component
    }

    private func properties(_ json: JSONValue?) -> [Property] {
        (json?.array ?? []).compactMap { element in
            element["name"]?.string.map { Property($0, element["value"]?.string ?? "") }
        }
    }
}

extension CycloneDXJSON {
    private func write(metadataOf document: CycloneDX, _ writer: inout JSONWriter) {
        writer.member("timestamp", document.timestamp)
        writer.object("tools") { writer in
            writer.array("components") { writer in
                writer.object { writer in
                    writer.member("type", "application")
                    writer.member("name", document.tool.name)
                    writer.member("version", document.tool.version)
                }
            }
        }
        writer.name("component")
        write(document.subject, &writer)
        if let supplier = document.supplier { write(supplier, &writer) }
        write(document.properties, &writer)
    }

    private func write(_ component: CycloneDX.Component, _ writer: inout JSONWriter) {
        writer.object { writer in
            writer.member(unlessEmpty: "bom-ref", component.reference)
            writer.member("type", component.type)
            if let supplier = component.supplier { write(supplier, &writer) }
            writeList("authors", [component.author].compactMap(\.self), &writer) { author, writer in
                writer.member("name", author.name)
                writer.member(unlessEmpty: "email", author.email)
            }
            writer.member(unlessEmpty: "group", component.group)
            writer.member("name", component.name)
            writer.member(unlessEmpty: "version", component.version)
            writer.member(unlessEmpty: "description", component.description)
            writeList("hashes", component.hashes, &writer) { hash, writer in
                writer.member("alg", hash.algorithm)
                writer.member("content", hash.value)
            }
            writeList("licenses", component.licences, &writer, write)
            writer.member(unlessEmpty: "cpe", component.cpe)
            writer.member(unlessEmpty: "purl", component.purl)
            if !component.ancestors.isEmpty {
                writer.object("pedigree") { writer in
                    writer.array("ancestors") { writer in for one in component.ancestors { write(one, &writer) } }
                }
            }
            writeList("externalReferences", component.references, &writer) { reference, writer in
                writer.member("type", reference.type)
                writer.member("url", reference.url)
            }
            if !component.components.isEmpty {
                writer.array("components") { writer in for one in component.components { write(one, &writer) } }
            }
            if !component.occurrences.isEmpty {
                writer.object("evidence") { writer in
                    writeList("occurrences", component.occurrences, &writer) { $1.member("location", $0) }
                }
            }
            write(component.properties, &writer)
        }
    }

    private func write(_ supplier: Supplier, _ writer: inout JSONWriter) {
        writer.object("supplier") { writer in
            writer.member("name", supplier.name)
            guard !supplier.email.isEmpty else { return }
            writer.array("contact") { writer in writer.object { writer in writer.member("email", supplier.email) } }
        }
    }

    private func write(_ licence: CycloneDX.Licence, _ writer: inout JSONWriter) {
        switch licence {
        case .expression(let text):
            writer.member("expression", text)
            writer.member("acknowledgement", "declared")
        case .identifier(let text), .name(let text):
            writer.object("license") { writer in
                if case .identifier = licence { writer.member("id", text) } else { writer.member("name", text) }
                writer.member("acknowledgement", "declared")
            }
        }
    }

    private func write(_ properties: [Property], _ writer: inout JSONWriter) {
        writeList("properties", properties, &writer) { property, writer in
            writer.member("name", property.name)
            writer.member("value", property.value)
        }
    }

    /// An array of objects, left out where it would be empty.
    private func writeList<Element>(
        _ name: String, _ elements: [Element], _ writer: inout JSONWriter, _ body: (Element, inout JSONWriter) -> Void
    ) {
        guard !elements.isEmpty else { return }
        writer.array(name) { writer in
            for element in elements { writer.object { writer in body(element, &writer) } }
        }
    }
}
