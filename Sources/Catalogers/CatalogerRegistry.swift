/// All catalogers that Hullmark has: a new ecosystem is one folder and one line here.
package enum CatalogerRegistry {
    package static let all: [any Cataloger] = [
        PythonInstalledCataloger(),
        PythonLockCataloger(),
        GoBinaryCataloger(),
        GoModCataloger(),
    ]
}
