cask "firefox" do
  version "120.0"
  homepage "https://www.mozilla.org/firefox/"
end
