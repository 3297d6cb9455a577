<?php
/* Plugin Name:
Version
