an application bundle
