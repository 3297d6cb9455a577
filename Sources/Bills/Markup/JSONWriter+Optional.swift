internal import JSON

extension JSONWriter {
    /// A text member, left out where the text is empty.
    mutating func member(unlessEmpty name: String, _ text: String) {
        if !text.isEmpty { member(name, text) }
    }

    /// Properties as members of an object.
    mutating func members(_ properties: [Property]) {
        for property in properties { member(property.name, property.value) }
    }
}

extension JSONValue {
    /// Members whose values are texts, as properties.
    var propertyMembers: [Property] {
        (members ?? []).compactMap { member in member.value.string.map { Property(member.name, $0) } }
    }
}
