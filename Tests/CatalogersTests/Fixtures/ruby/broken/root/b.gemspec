# stub: two words
  s.name = %q<nested <name>>
  s.version = "1.0"
  s.licenses = ["MIT", OTHER]
