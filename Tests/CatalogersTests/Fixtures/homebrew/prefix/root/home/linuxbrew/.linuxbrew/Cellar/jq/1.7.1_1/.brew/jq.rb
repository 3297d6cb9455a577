class Jq < Formula
  desc "Lightweight JSON processor"
  homepage "https://jqlang.github.io/jq/"
  url "https://example.com/jq.tar.gz"
  license all_of: ["MIT", "ICU"]
end
