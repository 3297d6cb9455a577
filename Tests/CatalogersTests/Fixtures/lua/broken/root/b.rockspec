package = { "b" }
version = 2
