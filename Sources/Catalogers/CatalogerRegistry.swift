/// All catalogers that Hullmark has: a new ecosystem is one folder and one line here.
package enum CatalogerRegistry {
    package static let all: [any Cataloger] = [
        OSReleaseCataloger(),
        DpkgCataloger(),
        ApkCataloger(),
        RpmCataloger(),
        PythonInstalledCataloger(),
        PythonLockCataloger(),
        GoBinaryCataloger(),
        GoModCataloger(),
        ClassifierCataloger(),
    ]
}
