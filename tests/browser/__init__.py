"""Tests in a real Chromium against the running application: bin/test starts them apart."""
