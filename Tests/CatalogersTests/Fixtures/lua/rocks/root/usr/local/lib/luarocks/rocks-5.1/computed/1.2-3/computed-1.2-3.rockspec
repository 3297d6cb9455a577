local v = os.getenv("V")
version = v
