package import Inventory
package import JSON

extension ImageSettings {
    /// The settings as a JSON object without what is empty.
    package var json: JSONValue {
        var members: [JSONValue.Member] = []
        func add(_ name: String, _ text: String) {
            if !text.isEmpty { members.append(.init(name, .string(text))) }
        }
        func add(_ name: String, _ texts: [String]) {
            if !texts.isEmpty { members.append(.init(name, .array(texts.map { .string($0) }))) }
        }
        add("created", created)
        add("author", author)
        add("user", user)
        add("exposedPorts", exposedPorts)
        add("environment", environment)
        add("entrypoint", entrypoint)
        add("command", command)
        add("volumes", volumes)
        add("workingDirectory", workingDirectory)
        if !labels.isEmpty { members.append(.init("labels", PropertyText.tableValue(labels))) }
        add("stopSignal", stopSignal)
        return .object(members)
    }

    /// Reads what `json` gave; members that are missing or of another kind are empty.
    package init(json: JSONValue) {
        func text(_ name: String) -> String { json[name]?.string ?? "" }
        func texts(_ name: String) -> [String] { (json[name]?.array ?? []).compactMap(\.string) }
        self.init()
        created = text("created")
        author = text("author")
        user = text("user")
        exposedPorts = texts("exposedPorts")
        environment = texts("environment")
        entrypoint = texts("entrypoint")
        command = texts("command")
        volumes = texts("volumes")
        workingDirectory = text("workingDirectory")
        labels = PropertyText.pairs(json["labels"]) ?? [:]
        stopSignal = text("stopSignal")
    }
}
