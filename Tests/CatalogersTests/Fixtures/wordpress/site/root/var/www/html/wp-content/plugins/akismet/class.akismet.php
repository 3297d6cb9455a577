<?php
class Akismet {
  // Version: 1.0 of nothing
}
