package import Layers
package import Platform

/// The files of a plain tar archive on disk, found by seeking from header to header.
package struct ArchiveIndex: ImageFiles {
    /// What messages call the archive.
    package let path: String
    private let place: FilePlace
    private let files: [String: Range<Int>]
    private let links: [String: String]
    /// Why the archive could not be read to its end; the files before are usable.
    package let problem: LayerError?

    /// - Parameter place: where the archive is, if it is not at its path.
    package init(path: String, at place: FilePlace? = nil, limits: Limits) throws {
        let place = place ?? .path(path)
        self.path = path
        self.place = place
        var files: [String: Range<Int>] = [:]
        var links: [String: String] = [:]
        var problem: LayerError?
        do throws(LayerError) {
            let feed: SeekingFeed
            do throws(SystemError) { feed = try SeekingFeed(place) } catch {
                throw LayerError(.unreadable, "\(error)")
            }
            let reader = TarReader(feed, limits: limits)
            while let item = try reader.next() {
                guard files.count + links.count < limits.archiveEntries else {
                    throw LayerError(.limitExceeded, "the archive has more than \(limits.archiveEntries) entries")
                }
                guard case .entry(let entry) = item else { continue }
                switch entry.kind {
                case .regular:
                    let end = reader.contentOffset.addingReportingOverflow(entry.size)
                    guard !end.overflow else {
                        throw LayerError(.malformed, "invalid size of \(entry.path)", at: reader.contentOffset)
                    }
                    files[entry.path] = reader.contentOffset..<end.partialValue
                case .symbolicLink: links[entry.path] = linkTarget(entry.linkTarget, beside: entry.directory)
                case .hardLink: links[entry.path] = entry.linkTarget
                default: break
                }
            }
        } catch {
            if files.isEmpty { throw error }
            problem = error
        }
        self.files = files
        self.links = links
        self.problem = problem
    }

    /// Where a file's content lies in the archive; links inside it are followed.
    package func range(of name: String) -> Range<Int>? {
        var name = name
        for _ in 0..<8 {
            if let range = files[name] { return range }
            guard let target = links[name] else { return nil }
            name = target
        }
        return nil
    }

    package func contains(_ name: String) -> Bool { range(of: name) != nil }

    /// Whether a file lies below a folder of the archive.
    func hasFiles(below folder: String) -> Bool { files.keys.contains { $0.hasPrefix("\(folder)/") } }

    package func size(of name: String) -> Int? { range(of: name)?.count }

    /// A small file whole.
    package func read(_ name: String, limit: Int) throws -> [UInt8] {
        guard let range = range(of: name) else { throw ImageError(.notFound, "\(path) has no \(name)") }
        guard range.count <= limit else {
            throw ImageError(.limitExceeded, "\(name) in \(path) has \(range.count) bytes, more than \(limit)")
        }
        let bytes: [UInt8]
        do throws(SystemError) { bytes = try place.open().read(range) } catch {
            throw ImageError(.unreadable, "\(error)")
        }
        guard bytes.count == range.count else { throw ImageError(.unreadable, "\(path) ends inside \(name)") }
        return bytes
    }

    /// A file as a blob; a missing one fails when it is opened.
    package func blob(_ name: String) -> any BlobSource {
        guard let range = range(of: name) else { return MissingBlob(message: "\(path) has no \(name)") }
        return FileBlob(place, range: range)
    }
}

/// A file that an image names and that is missing.
struct MissingBlob: BlobSource {
    let message: String

    func open() throws -> any ByteSource { throw LayerError(.unreadable, message) }
}
