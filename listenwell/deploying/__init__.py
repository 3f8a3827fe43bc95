"""Deploying."""
