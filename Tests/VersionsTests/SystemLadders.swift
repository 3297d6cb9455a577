import Versions

extension Ladder {
    /// Operating systems' packages, from their own documentation.
    static let systems: [Ladder] = [
        Ladder(
            .dpkg, "Debian Policy, the sort of a tilde",
            "1.0~~", "1.0~~a", "1.0~", "1.0~rc1-1", "1.0 1.0-0 0:1.0 1.00 1.0-00", "1.0-0+b1"),
        Ladder(
            .dpkg, "epoch, upstream version and revision",
            "0", "0.9-9", "1~beta-1", "1-1~bpo12+1", "1-1 01-1 0:1-1 00:1-01", "1-1+b1", "1-1+deb12u1", "1-1.1", "1-2",
            "1-10",
            "1a-1", "1b-1", "1+dfsg-1", "1.2-1", "1.2.3-1", "1.10-1", "2-1", "1:0.1-1", "2:0-1 02:0-1"),
        Ladder(
            .dpkg, "letters before other signs; digits by value",
            "1.1", "1.1a", "1.1+", "1.1-1-1", "1.01.1 1.1.1", "1.2", "1.a", "1.b", "1.+", "1..", "99999999999999999999998",
            "99999999999999999999999"),
        Ladder(
            .rpm, "epoch, version and release",
            "0 0:0", "1.0~rc1", "1.0~rc2", "1.0", "1.0-", "1.0-1 0:1.0-1 1_0-1 1.0-01", "1.0-1.el8", "1.0-1.el9",
            "1.0-1.1",
            "1.0-2", "1.0-10", "1.0^git1-1", "1.0^git2-1", "1.0a-1", "1.0.1-1", "1.1-1", "1.10-1", "2-1", "1:0.1-1"),
        Ladder(
            .rpm, "a number is newer than a word, and the longer than what it begins",
            "a", "ab", "b", "b.1", "1.a", "1.a.1", "1.b", "1.0 1+0 1.00", "1.0.x", "1.0.1", "1.1", "2",
            "18446744073709551616"),
        Ladder(
            .apk, "suffixes around the bare version",
            "1.0_alpha", "1.0_alpha2", "1.0_alpha10", "1.0_beta", "1.0_pre", "1.0_rc", "1.0_rc1-r0", "1.0",
            "1.0-r0 1.0-r00",
            "1.0-r1", "1.0-r10", "1.0_cvs", "1.0_svn", "1.0_git20240101", "1.0_hg", "1.0_p", "1.0_p1", "1.0_p1-r1",
            "1.0_p2",
            "1.0a", "1.0b", "1.0.0", "1.0.1", "1.1", "1.2", "1.10", "2", "10"),
        Ladder(
            .apk, "a component with a leading zero is text",
            "1.0", "1.00", "1.01", "1.011", "1.02", "1.1", "1.2", "1.10", "01.11", "2 02"),
        Ladder(
            .apk, "commit hashes stand before the revision", "1.0", "1.0-r1", "1.0~0abc", "1.0~0abc-r1", "1.0~0abd",
            "1.0_p1"),
        Ladder(
            .opam, "Debian's order without an epoch",
            "0", "1.0~alpha1", "1.0~beta", "1.0~rc1", "1.0 1.00", "1.0-1", "1.0-2", "1.0a", "1.0+1", "1.0.0", "1.0.1",
            "1.1",
            "1.2", "1.10", "2.0.0~beta3", "2.0.0~beta3.1", "2.0.0~rc2", "2.0.0", "v0.9", "v0.16.1"),
        Ladder(
            .natural, "digits by value, text as Debian orders it",
            "0 00", "8:0", "8:2023-10-01", "8:2024-01-05 8:2024-1-5", "8.1:0", "9:0", "10:0", "12:0", "12:2023-09-01",
            "12:2023-09-05", "12:2023-12-01", "12L:0", "12L:2023-10-01", "13:0", "15:0", "100:0"),
    ]
}
