/// An element of an XML document (XML 1.0, Namespaces in XML 1.0) with all that is in it; comments and instructions are left out.
package struct XMLElement: Sendable, Equatable {
    /// One attribute.
    package struct Attribute: Sendable, Equatable {
        /// The name without its prefix.
        package let name: String
        /// The address that the prefix stands for; empty where there is none.
        package let namespace: String
        package let value: String

        package init(name: String, namespace: String = "", value: String) {
            self.name = name
            self.namespace = namespace
            self.value = value
        }
    }

    /// The deepest nesting that is read; the root has depth 1.
    package static let depthLimit = 128
    /// Bytes of memory that the tree of a document may take.
    ///
    /// What a tree takes follows from what the document has of elements, not from its length: of real documents it is two to six times the
    /// length, of `<a/>` over and over thirty times. So a tree may take what real documents of its length do, and small ones a fixed amount.
    package static func memoryLimit(ofLength length: Int) -> Int {
        let (product, isOverflow) = max(0, length).multipliedReportingOverflow(by: 8)
        return isOverflow ? 1 << 30 : min(max(product, 64 << 20), 1 << 30)
    }

    /// The name without its prefix.
    package let name: String
    /// The address that the prefix, or its absence, stands for; empty where it stands for nothing.
    package let namespace: String
    package let attributes: [Attribute]
    package let children: [XMLElement]
    /// The text between the tags that is not within a child, without white space on both sides.
    package let text: String

    package init(
        name: String, namespace: String = "", attributes: [Attribute] = [], children: [XMLElement] = [],
        text: String = ""
    ) {
        self.name = name
        self.namespace = namespace
        self.attributes = attributes
        self.children = children
        self.text = text
    }

    /// Reads a document and gives its root.
    ///
    /// Nothing but the bytes is read: no external entity, no document type. Documents that declare entities are refused.
    package init(_ bytes: Span<UInt8>) throws(XMLError) {
        self = try XMLParser.root(of: bytes)
    }

    /// The first child of a name, whatever its namespace.
    package func first(_ name: String) -> XMLElement? { children.first { $0.name == name } }

    /// The children of a name, whatever their namespace.
    package func all(_ name: String) -> [XMLElement] { children.filter { $0.name == name } }

    /// The value of the attribute of a name, whatever its namespace; one without a namespace goes before others.
    package subscript(attribute: String) -> String? {
        let named = attributes.filter { $0.name == attribute }
        return (named.first { $0.namespace.isEmpty } ?? named.first)?.value
    }
}
