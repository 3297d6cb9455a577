package import Layers
internal import Platform

/// The files of an archive that was unpacked into a directory.
///
/// Links between them are followed, and none leads out of the directory.
package struct UnpackedArchive: ImageFiles {
    package let path: String

    package init(directory: String) { path = directory }

    package func contains(_ name: String) -> Bool { size(of: name) != nil }

    package func size(of name: String) -> Int? {
        guard let file = try? open(name), let status = try? file.status(), status.kind == .regular else { return nil }
        return status.size
    }

    package func read(_ name: String, limit: Int) throws -> [UInt8] {
        do {
            let file = try open(name)
            let status = try file.status()
            guard status.kind == .regular else {
                throw ImageError(.unreadable, "\(path)/\(name) is not a regular file")
            }
            guard status.size <= limit else {
                throw ImageError(.limitExceeded, "\(path)/\(name) has more than \(limit) bytes")
            }
            return try file.read(0..<status.size)
        } catch let error as SystemError {
            throw ImageError(error.isNotFound ? .notFound : .unreadable, "\(path)/\(name): \(error)")
        }
    }

    package func blob(_ name: String) -> any BlobSource { UnpackedFile(archive: self, name: name) }

    fileprivate func open(_ name: String) throws(SystemError) -> FileHandle {
        let root = try FileHandle(reading: path)
        var name = name
        for _ in 0..<8 {
            do throws(SystemError) {
                return try FileHandle(reading: name, within: root)
            } catch {
                guard error.isLink, let target = Directory.link(at: name, below: root.descriptor) else { throw error }
                let slash = name.lastIndex(of: "/") ?? name.startIndex
                name = linkTarget(target, beside: name[..<slash])
            }
        }
        return try FileHandle(reading: name, within: root)
    }
}

/// A file of an unpacked archive, opened each time it is read.
private struct UnpackedFile: BlobSource {
    let archive: UnpackedArchive
    let name: String

    func open() throws -> any ByteSource {
        let file: FileHandle
        do throws(SystemError) { file = try archive.open(name) } catch {
            throw LayerError(.unreadable, "\(archive.path)/\(name): \(error)")
        }
        return try FileSource(.open(OpenFile(file)))
    }
}
