<?php
/* Plugin Name: Other
Version: 9 */
