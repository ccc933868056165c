"""The pages of the emulation movement: media, documents, dossiers, search."""
