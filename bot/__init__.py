"""The application around the scoring core: channels, gateway, services, storage, texts."""
