"""Views: what can be asked of a library, one module a question. Each is `(reader, params) -> Struct`."""
