Gem::Specification.new do |spec|
  spec.name          = 'old'
  spec.version       = Gem::Version.new('0.1')
  spec.platform      = %q{java}
  spec.license       = %w[MIT Ruby]
  spec.authors       = [
    "A",
    'B'
  ]
  spec.add_dependency 'rake'
end
