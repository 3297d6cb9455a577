<?php
$wp_version = 6;
