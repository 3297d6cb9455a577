<?php /* Plugin Name: One Line */
// Version: 0.1
# License: MIT
