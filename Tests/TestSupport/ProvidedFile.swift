package import FoundationEssentials
import Testing

/// A picture as a provider delivers it, with its own content credentials; another implementation made them.
package struct ProvidedFile: Decodable, Sendable {
    /// Of a PNG, a JPEG and a WebP, and of a PNG whose provider opened another one that was signed.
    package static let names = ["png", "jpeg", "webp", "again"]

    package let name: String
    package let maker: String
    package let file: Data

    package static func named(_ name: String) throws -> ProvidedFile {
        let all = try Fixture.read("provider_marks", as: [ProvidedFile].self)
        return try #require(all.first { $0.name == name })
    }
}
