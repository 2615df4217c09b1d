/// Why a picture was not signed; such a picture is not delivered.
package enum ProvenanceError: Error, Hashable, Sendable {
    /// Not a PNG, JPEG or WebP, or not one that our encoders write.
    case unsuitableFile
    /// It has a manifest already.
    case signedAlready
}
