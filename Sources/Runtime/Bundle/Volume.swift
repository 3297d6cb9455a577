internal import Platform

/// A folder or file of the host, or a private one, at a place in the container.
package struct Volume: Sendable, Equatable {
    /// Where it comes from on the host.
    package let source: String
    /// Where it stands in the container.
    package let destination: String
    package let isWritable: Bool

    package init(source: String, destination: String, isWritable: Bool) {
        self.source = source
        self.destination = destination
        self.isWritable = isWritable
    }

    /// Makes sure that there is something at its source.
    package func checkSource() throws {
        guard FilePath.resolved(source) != nil else {
            throw RuntimeError(.notFound, "\(source): there is no such file or folder on this machine")
        }
    }

    /// Reads `HOST:CONTAINER[:rw|ro]`; read-only where nothing is said.
    package init(_ text: String) throws {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2 || parts.count == 3, parts[0].hasPrefix("/"), parts[1].hasPrefix("/"), parts[1] != "/",
            !parts[1].split(separator: "/").contains("..")
        else {
            throw RuntimeError(
                .invalid,
                "\(text) is no volume; one is /path/on/the/host:/path/in/the/container, with :rw to be written")
        }
        guard parts.count == 2 || ["ro", "rw"].contains(parts[2]) else {
            throw RuntimeError(.invalid, "\(parts[2]) is neither ro nor rw, which is all that can be said of a volume")
        }
        try ContainerPlaces.check(parts[1])
        self.init(source: parts[0], destination: parts[1], isWritable: parts.count == 3 && parts[2] == "rw")
    }
}
