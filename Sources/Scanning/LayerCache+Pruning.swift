internal import Platform

extension LayerCache {
    /// Seconds after which a draft was left behind by a program that was killed.
    private static let draftLife = 3_600

    /// Removes drafts that were left behind and then, if the rest is larger than a limit, what was longest not used until three
    /// quarters of the limit remain.
    ///
    /// - Parameter now: seconds since 1970.
    package func prune(to limit: Int, now: Int = FileTimes.now) {
        var kept: [(name: String, status: FileStatus)] = []
        // A cache that cannot be listed or cleared stays as it is: the scan is done, and the next one tries again.
        do throws(SystemError) {
            let folder = try FileHandle(reading: directory)
            for name in try Directory.names(in: folder) {
                guard let status = try? FileStatus(of: name, in: folder), status.kind == .regular else { continue }
                if name.hasSuffix(".tmp") {
                    if status.modified < now - Self.draftLife { AtomicFile.remove("\(directory)/\(name)") }
                } else {
                    kept.append((name, status))
                }
            }
        } catch {
            return
        }
        var size = kept.reduce(0) { $0 + $1.status.size }
        guard size > limit else { return }
        kept.sort { ($0.status.modified, $0.name) < ($1.status.modified, $1.name) }
        for file in kept {
            guard size > limit / 4 * 3 else { return }
            AtomicFile.remove("\(directory)/\(file.name)")
            size -= file.status.size
        }
    }
}
