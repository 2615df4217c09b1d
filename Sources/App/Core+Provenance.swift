package import Provenance

extension Maker {
    /// This program, as files that it made name it.
    package static let product = Maker(name: "Nano Banana Pro", version: "0.1.0")
}
