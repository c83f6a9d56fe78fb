"""Runs Ace by DAISY, the accessibility checker of EPUBs, in the Chromium of this machine."""
