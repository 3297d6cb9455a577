Gem::Specification.new do |s|
  s.name = "unclosed
  s.version = "1.0"
end
