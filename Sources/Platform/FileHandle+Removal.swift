internal import CPlatform
internal import Glibc

extension FileHandle {
    /// Removes an entry of this directory and all beneath it, however deep; one that is missing is fine.
    ///
    /// Folders of the tree may for a while stand in this directory under the entry's name with `.removed.` and a number behind.
    package func removeTree(_ name: String) throws(SystemError) {
        let base = descriptor
        _ = try retrying("unlinkat", path: name) { hm_remove_tree(base, name) }
    }
}
