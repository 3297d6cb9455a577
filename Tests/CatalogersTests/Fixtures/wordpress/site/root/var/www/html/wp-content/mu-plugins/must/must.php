<?php
/**
 * Plugin Name: Must
 * Version: 2.0
 */
