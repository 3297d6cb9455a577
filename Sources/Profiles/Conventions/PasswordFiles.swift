/// Files with the digests of passwords, which programs read that check or change passwords, and no others.
///
/// No argument and no folder brings a right to read them. Sources: shadow(5), gshadow(5), pam_unix(8), pam_pwhistory(8), and the manual
/// pages of the programs.
enum PasswordFiles {
    /// All of them, with the copies that are kept of the last ones.
    static let paths = ["/etc/shadow", "/etc/shadow-", "/etc/gshadow", "/etc/gshadow-", "/etc/security/opasswd"]
    /// Those that are read to check a password.
    static let checked = ["/etc/shadow", "/etc/gshadow"]

    /// Programs that read them by themselves.
    static let programs: Set<String> = [
        "chage", "chpasswd", "chgpasswd", "dropbear", "expiry", "gpasswd", "groupadd", "groupdel", "groupmems",
        "groupmod", "grpck", "grpconv", "grpunconv", "login", "newgrp", "newusers", "passwd", "pwck", "pwconv",
        "pwunconv", "sshd", "su", "sulogin", "unix_chkpwd", "unix_update", "useradd", "userdel", "usermod", "vipw",
    ]
    /// The library by which programs have passwords checked.
    static let library = "libpam."
}
