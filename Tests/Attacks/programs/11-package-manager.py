# a package manager
if runs("/usr/bin/dpkg", "--version") and runs("/usr/bin/apt-get", "--version"):
    taken()
