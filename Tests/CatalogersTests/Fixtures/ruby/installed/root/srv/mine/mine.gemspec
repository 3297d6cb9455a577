require_relative "lib/mine/version"
Gem::Specification.new do |spec|
  spec.name = "mine"
  spec.version = Mine::VERSION
  spec.files = Dir["lib/**/*"]
end
